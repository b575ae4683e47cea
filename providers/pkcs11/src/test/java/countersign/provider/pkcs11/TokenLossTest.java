package countersign.provider.pkcs11;

import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import countersign.bytes.Bytes;
import countersign.connection.Deadline;
import countersign.connection.Ticker;
import countersign.consensus.KeyType;
import countersign.keyring.spi.KeyHandle;
import countersign.keyring.spi.ProviderException;

import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;

/// A real token whose files are gone while it is in use.
final class TokenLossTest {
    private static final SoftHsm HSM = SoftHsm.empty();
    private static final Bytes MESSAGE = Bytes.of((byte) 1);

    private final AtomicLong now = new AtomicLong();
    private final Ticker ticker = now::get;

    @BeforeAll
    static void makeToken() {
        HSM.with("kms");
        HSM.make("kms", "EC:edwards25519", "first", "01");
        HSM.make("kms", "EC:edwards25519", "second", "02");
    }

    @Test
    void tokenThatIsGone_isMissedAndSignsAgainWhenItIsBack() throws ProviderException, IOException {
        Path away = SoftHsm.tokens().resolveSibling("softhsm-tokens-away");
        Token token = new Token(HSM.settings("kms"), SoftHsm.pin(SoftHsm.PIN), ticker);
        List<KeyHandle> keys =
                new Pkcs11Provider(
                                token,
                                List.of(
                                        SoftHsm.key("first", KeyType.ED25519),
                                        SoftHsm.key("second", KeyType.ED25519)))
                        .open();
        for (int times = 0; times < 2; times++) {
            Files.move(SoftHsm.tokens(), away);
            try {
                for (int i = 0; i < 3; i++) {
                    for (KeyHandle key : keys) {
                        assertThrows(ProviderException.class, () -> key.sign(MESSAGE, soon()));
                    }
                    now.addAndGet(Duration.ofSeconds(1).toNanos());
                }
            } finally {
                Files.move(away, SoftHsm.tokens());
            }
            now.addAndGet(Duration.ofSeconds(1).toNanos());
            for (KeyHandle key : keys) {
                assertTrue(key.publicKey().verifies(MESSAGE, key.sign(MESSAGE, soon())));
            }
        }
        keys.forEach(KeyHandle::close);
    }

    private Deadline soon() {
        return Deadline.after(Duration.ofMinutes(1), ticker);
    }
}
