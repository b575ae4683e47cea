package countersign.connection.secret;

import countersign.bytes.Bug;
import countersign.bytes.Bytes;
import countersign.bytes.SecretBytes;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.Arrays;

import javax.crypto.KDF;
import javax.crypto.spec.HKDFParameterSpec;

/// What one end derives from the key exchange, as CometBFT's `deriveSecrets` and its Merlin
/// transcript do: the keys of the two directions, wiped by [#close], and the challenge.
final class KeySchedule implements AutoCloseable {
    private static final byte[] INFO =
            "TENDERMINT_SECRET_CONNECTION_KEY_AND_CHALLENGE_GEN"
                    .getBytes(StandardCharsets.US_ASCII);
    private static final int CHALLENGE_BYTES = 32;

    private final SecretBytes receive;
    private final SecretBytes send;

    private KeySchedule(SecretBytes receive, SecretBytes send) {
        this.receive = receive;
        this.send = send;
    }

    /// The end with the lower ephemeral key receives with the first 32 bytes of HKDF-SHA256 and
    /// sends with the second, the other end the other way round.
    static KeySchedule derive(SecretBytes shared, boolean ownIsLower) {
        byte[] input = shared.unsafeExport();
        byte[] output = expand(input);
        int middle = FrameCipher.KEY_BYTES;
        SecretBytes first = SecretBytes.take(Arrays.copyOfRange(output, 0, middle));
        SecretBytes second = SecretBytes.take(Arrays.copyOfRange(output, middle, 2 * middle));
        Arrays.fill(input, (byte) 0);
        Arrays.fill(output, (byte) 0);
        return ownIsLower ? new KeySchedule(first, second) : new KeySchedule(second, first);
    }

    /// What both ends sign: it binds the identities to this very key exchange.
    static Bytes challenge(Bytes lower, Bytes upper, SecretBytes shared) {
        byte[] input = shared.unsafeExport();
        try (Transcript transcript =
                new Transcript("TENDERMINT_SECRET_CONNECTION_TRANSCRIPT_HASH")) {
            transcript.append("EPHEMERAL_LOWER_PUBLIC_KEY", lower.toArray());
            transcript.append("EPHEMERAL_UPPER_PUBLIC_KEY", upper.toArray());
            transcript.append("DH_SECRET", input);
            return Bytes.of(transcript.challenge("SECRET_CONNECTION_MAC", CHALLENGE_BYTES));
        } finally {
            Arrays.fill(input, (byte) 0);
        }
    }

    /// The key of what the peer sends.
    SecretBytes receive() {
        return receive;
    }

    /// The key of what this end sends.
    SecretBytes send() {
        return send;
    }

    @Override
    public void close() {
        receive.close();
        send.close();
    }

    private static byte[] expand(byte[] input) {
        try {
            // By name: without one, every provider on the module path is loaded to choose from.
            return KDF.getInstance("HKDF-SHA256", "SunJCE")
                    .deriveData(
                            HKDFParameterSpec.ofExtract()
                                    .addIKM(input)
                                    .thenExpand(INFO, 2 * FrameCipher.KEY_BYTES));
        } catch (GeneralSecurityException e) {
            throw new Bug("every JDK from 25 has HKDF-SHA256", e);
        }
    }
}
