package countersign.provider.yubihsm.session;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import countersign.bytes.SecretBytes;
import countersign.connection.Deadline;
import countersign.connection.Ticker;
import countersign.harness.yubihsm.HsmDevice;
import countersign.harness.yubihsm.HsmSetup;
import countersign.keyring.spi.DeviceSession;
import countersign.keyring.spi.ProviderException;
import countersign.keyring.spi.ProviderException.Outcome;
import countersign.provider.yubihsm.DirectTransport;
import countersign.provider.yubihsm.wire.Command;

import org.junit.jupiter.api.Test;

import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.time.Duration;

/// How long the keys of one session are used.
class ExchangeTest {
    private static final int COMMANDS_MAX = 4;
    private static final Deadline SOON = Deadline.after(Duration.ofMinutes(1), Ticker.SYSTEM);

    private final HsmDevice device =
            new HsmDevice(new HsmSetup(1, "2.4.0", new SecureRandom(), System::nanoTime));
    private int opened;

    private record Open(Exchange exchange) implements DeviceSession.Open {
        @Override
        public void close() {
            exchange.close();
        }
    }

    private Open open(Deadline deadline) throws ProviderException {
        opened++;
        byte[] password = "password".getBytes(StandardCharsets.UTF_8);
        Credentials credentials =
                new Credentials(1, AuthKey.ofPassword(SecretBytes.take(password)));
        DirectTransport transport = new DirectTransport(device);
        SecureChannel channel =
                new Handshake("it", transport, credentials).open(new SecureRandom(), deadline);
        return new Open(new Exchange("it", transport, channel, COMMANDS_MAX));
    }

    private static byte[] echo(Open open, Deadline deadline) throws ProviderException {
        return open.exchange().call(Command.ECHO, new byte[] {1}, deadline);
    }

    @Test
    void usedUpSession_isClosedByItsLastCommand() throws ProviderException {
        Open open = open(SOON);
        for (int i = 1; i < COMMANDS_MAX; i++) {
            echo(open, SOON);
        }
        ProviderException over = assertThrows(ProviderException.class, () -> echo(open, SOON));
        assertEquals(Outcome.UNREACHED, over.outcome());
        open.close();
        assertEquals(0, device.sessions());
    }

    @Test
    void nobodyNotices_whenASessionIsUsedUp() throws ProviderException {
        try (DeviceSession<Open> session = new DeviceSession<>("it", this::open, Ticker.SYSTEM)) {
            for (int i = 0; i < 10; i++) {
                assertEquals(1, session.use(SOON, ExchangeTest::echo).length);
            }
            assertEquals(4, opened);
            assertEquals(1, device.sessions());
        }
    }
}
