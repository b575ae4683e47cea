package countersign.fuzz;

import countersign.bytes.Bytes;
import countersign.provider.softsign.KeyFileException;
import countersign.provider.softsign.locked.AgeFile;
import countersign.provider.softsign.locked.AgeIdentities;
import countersign.provider.softsign.locked.LockedKeyFile;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;

/// A locked key file: it is refused by name, or read, without a passphrase and at no cost that the
/// file decides. The first byte chooses the format, the rest is the file.
public final class LockedKeysFuzz implements FuzzTarget {
    private static final int FORMATS = 3;
    private static final String IDENTITY =
            "AGE-SECRET-KEY-1F4U4LZNVP695KWAVT5MFTPK5PTMTVH9ANR9XX8XJ0E0N7HLLADNS7ENFP4\n";

    /// What `age` 1.1.1 wrote for this identity.
    private static final String X25519 =
            "YWdlLWVuY3J5cHRpb24ub3JnL3YxCi0+IFgyNTUxOSBMYS9ibDZ2Ny9WdW1ITWsxR0VCd1p4"
                    + "dnJFaUtmYmZFKzhlZHVIQXZTbTA0CldCeG5vRDNWY05QYm94L0R6SXFrS0R4d2tCWlkxQ0Np"
                    + "TGZqNkQxelJEN2cKLS0tIE0wRTBVMWFDRXUxVDUyMkJ3NkZmV05seUovWlZxaFFxSGh4L0J2"
                    + "N3owWFUKzcJY90aWItErrGa1RwDzQ2AXKy06SvDY6w/IJDRUXjBZAppcWuFSoGkc89iSc1Ls"
                    + "1B9VJ78RTYAVy7KhKGeYCskEVD4VWAHAEUjTGA==";

    public static void fuzzerTestOneInput(byte[] input) {
        new LockedKeysFuzz().fuzz(input);
    }

    @Override
    public void fuzz(byte[] input) {
        if (input.length == 0) {
            return;
        }
        byte[] file = Arrays.copyOfRange(input, 1, input.length);
        try {
            switch (Math.floorMod(input[0], FORMATS)) {
                case 0 -> locked(file);
                case 1 -> age(file);
                default -> AgeIdentities.parse(file).close();
            }
        } catch (KeyFileException refused) {
            FuzzTarget.require(!refused.next().isEmpty(), "a refusal says what to do");
        }
    }

    private static void locked(byte[] file) throws KeyFileException {
        LockedKeyFile parsed = LockedKeyFile.parse(file);
        FuzzTarget.require(LockedKeyFile.isOne(file), "what parses is told as one");
        FuzzTarget.require(LockedKeyFile.isLabel(parsed.label()), "a label can be printed");
        FuzzTarget.require(file.length <= LockedKeyFile.BYTES_MAX, "no file is larger");
    }

    /// Opened by an identity too: that costs a multiplication for each recipient. A passphrase
    /// would cost what the file says, which is the limit's to bound.
    private static void age(byte[] file) throws KeyFileException {
        AgeFile parsed = AgeFile.parse(file);
        if (!parsed.wantsPassphrase()) {
            try (AgeIdentities identities =
                    AgeIdentities.parse(IDENTITY.getBytes(StandardCharsets.US_ASCII))) {
                parsed.open(identities).close();
            }
        }
    }

    @Override
    public List<byte[]> seeds() {
        String locked =
                """
                countersign locked key 1
                type ed25519
                public y6jOxymIps2aYZAvOOvDg7tOPMq7WnjfaVAP1dXG7B4=
                label osmosis validator
                argon2id m=65536,t=3,p=4,salt=MDEyMzQ1Njc4OWFiY2RlZg==
                aes-256-gcm nonce=AAECAwQFBgcICQoL

                gZm++VZrliIp+noWqEZ+YMPLYo6sOImWdhZ5PtYxthL/Wq0KmfqyZcZbB+GVRlhR
                """;
        String armored =
                """
                -----BEGIN AGE ENCRYPTED FILE-----
                AGE_BODY
                -----END AGE ENCRYPTED FILE-----
                """;
        return List.of(
                file(0, ascii(locked)),
                file(1, Base64.getDecoder().decode(X25519)),
                file(1, ascii(armored.replace("AGE_BODY", X25519))),
                file(1, ascii("age-encryption.org/v1\n-> scrypt AAAAAAAAAAAAAAAAAAAAAA 18\n")),
                file(2, ascii("# a remark\n" + IDENTITY)));
    }

    private static byte[] file(int format, byte[] content) {
        return Bytes.of((byte) format).concat(Bytes.of(content)).toArray();
    }

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }
}
