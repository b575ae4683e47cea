package countersign.fuzz;

import countersign.bytes.Bytes;
import countersign.connection.Deadline;
import countersign.connection.Ticker;
import countersign.consensus.KeyType;
import countersign.keyring.spi.KeyHandle;
import countersign.keyring.spi.ProviderException;
import countersign.provider.softsign.KeyFileException;
import countersign.provider.softsign.SoftKey;
import countersign.provider.softsign.SoftsignProvider;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;

/// A key file: it is refused by name, or holds a key that signs what its public key verifies. The
/// first byte chooses the format, the rest is the file.
public final class KeyFilesFuzz implements FuzzTarget {
    private static final Deadline FOREVER = Deadline.after(Duration.ofDays(1), Ticker.SYSTEM);
    private static final Bytes MESSAGE = Bytes.of((byte) 1, (byte) 2, (byte) 3);
    private static final int FORMATS = 3;

    public static void fuzzerTestOneInput(byte[] input) {
        new KeyFilesFuzz().fuzz(input);
    }

    @Override
    public void fuzz(byte[] input) {
        if (input.length == 0) {
            return;
        }
        byte[] file = Arrays.copyOfRange(input, 1, input.length);
        try {
            SoftKey key =
                    switch (Math.floorMod(input[0], FORMATS)) {
                        case 0 -> SoftKey.ofBase64(KeyType.ED25519, file);
                        case 1 -> SoftKey.ofBase64(KeyType.SECP256K1, file);
                        default -> SoftKey.ofPrivValidatorJson(file);
                    };
            requireSigns(key);
        } catch (KeyFileException refused) {
            FuzzTarget.require(!refused.next().isEmpty(), "a refusal says what to do");
        }
    }

    @Override
    public List<byte[]> seeds() {
        String json =
                """
                {"address":"275184F7F3BB2D1EB56FB91F0DC9E0FE6FB64097",
                 "pub_key":{"type":"tendermint/PubKeyEd25519",
                  "value":"Dicjr17rwt2WMy+Wo/hLGc2qPpx03kvyUJCJGqh1MXM="},
                 "priv_key":{"type":"tendermint/PrivKeyEd25519",
                  "value":"qIoGOuRm6GHobrRGq9t2I388pnWO7ZB9FE0R+M8TM6oOJyOvXuvC3ZYzL5aj+EsZzao+nHTe\
                S/JQkIkaqHUxcw=="}}
                """;
        return List.of(
                file(0, "DEADBEEFDEADBEEFDEADBEEFDEADBEEFDEADBEEFDEA="),
                file(
                        0,
                        "qIoGOuRm6GHobrRGq9t2I388pnWO7ZB9FE0R+M8TM6oOJyOvXuvC3ZYzL5aj+EsZzao+nHTeS/"
                                + "JQkIkaqHUxcw=="),
                file(1, "IPB0J/bxo6RxloXxwAskEkJNtVEeq43gY+2m5nhtkto="),
                file(2, json));
    }

    private static void requireSigns(SoftKey key) {
        try {
            for (KeyHandle handle : new SoftsignProvider(List.of(key)).open()) {
                FuzzTarget.require(
                        handle.publicKey().verifies(MESSAGE, handle.sign(MESSAGE, FOREVER)),
                        "a key that loads signs what it verifies");
                handle.close();
            }
        } catch (ProviderException e) {
            throw new AssertionError("a key that loads signs", e);
        }
    }

    private static byte[] file(int format, String content) {
        return Bytes.of((byte) format)
                .concat(Bytes.of(content.getBytes(StandardCharsets.UTF_8)))
                .toArray();
    }
}
