package countersign.provider.yubihsm.transport;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import countersign.bytes.Bytes;
import countersign.bytes.SecretBytes;
import countersign.connection.Deadline;
import countersign.connection.Ticker;
import countersign.harness.yubihsm.HsmDevice;
import countersign.harness.yubihsm.HsmSetup;
import countersign.keyring.spi.ProviderException;
import countersign.keyring.spi.ProviderException.Outcome;
import countersign.provider.yubihsm.session.AuthKey;
import countersign.provider.yubihsm.session.Credentials;
import countersign.provider.yubihsm.session.HsmSession;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;

/// Transfers as a device's controller sees them: packets of 64 bytes, of which a short one is the
/// last.
class UsbTransportTest {
    private static final DeviceAddress.Usb ADDRESS =
            new DeviceAddress.Usb(Optional.of("0012345678"), Duration.ofSeconds(1));
    private static final Deadline SOON = Deadline.after(Duration.ofMinutes(1), Ticker.SYSTEM);

    private final Controller controller = new Controller();

    /// The device's end of the cable.
    private static final class Controller implements BulkPipe {
        private static final int PACKET_BYTES = 64;

        private final HsmDevice device =
                new HsmDevice(
                        new HsmSetup(12_345_678, "2.4.0", new SecureRandom(), System::nanoTime));
        private final ByteArrayOutputStream incoming = new ByteArrayOutputStream();
        private final Deque<byte[]> outgoing = new ArrayDeque<>();
        private Optional<UsbException> failure = Optional.empty();
        private boolean failsReceiving;
        private boolean closed;

        @Override
        public void send(byte[] transfer, Duration limit) throws IOException {
            if (failure.isPresent() && !failsReceiving) {
                throw failure.get();
            }
            incoming.writeBytes(transfer);
            if (transfer.length % PACKET_BYTES != 0 || transfer.length == 0) {
                outgoing.add(device.answer(incoming.toByteArray()));
                incoming.reset();
            }
        }

        @Override
        public byte[] receive(int bytesMax, Duration limit) throws IOException {
            if (failure.isPresent() && failsReceiving) {
                throw failure.get();
            }
            byte[] answer = outgoing.poll();
            if (answer == null) {
                throw new UsbException("a transfer", Errno.ETIMEDOUT);
            }
            return answer;
        }

        @Override
        public void close() {
            closed = true;
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 60, 61, 62, 124, 125, 126, 3133})
    void messageOfAnyLength_isEndedByAShortPacket(int length) throws ProviderException {
        byte[] echo = new byte[3 + length];
        echo[0] = 1;
        echo[1] = (byte) (length >> 8);
        echo[2] = (byte) length;
        byte[] answer = new UsbTransport(ADDRESS, controller).exchange(echo, SOON);
        assertEquals(echo.length, answer.length);
        assertEquals((byte) 0x81, answer[0]);
    }

    @Test
    void staleAnswer_isDrainedAtTheStart() throws ProviderException {
        controller.outgoing.add(new byte[] {(byte) 0x81, 0, 1, 99});
        UsbTransport transport = new UsbTransport(ADDRESS, controller);
        byte[] answer = transport.exchange(new byte[] {1, 0, 1, 5}, SOON);
        assertArrayEquals(new byte[] {(byte) 0x81, 0, 1, 5}, answer);
        transport.close();
        assertTrue(controller.closed);
    }

    @Test
    void wholeSession_worksOverTheCable() throws ProviderException {
        byte[] password = "password".getBytes(StandardCharsets.UTF_8);
        AuthKey key = AuthKey.ofPassword(SecretBytes.take(password));
        HsmSession session =
                HsmSession.open(
                        "the device",
                        new UsbTransport(ADDRESS, controller),
                        new Credentials(1, key),
                        new SecureRandom(),
                        SOON);
        for (int length = 0; length < 140; length++) {
            Bytes text = Bytes.of(new byte[length]);
            assertEquals(text, session.echo(text, SOON));
        }
        session.close();
        assertEquals(0, controller.device.sessions());
        assertTrue(controller.closed);
    }

    @Test
    void pulledCable_breaksTheSession() {
        UsbTransport transport = new UsbTransport(ADDRESS, controller);
        controller.failure = Optional.of(new BulkPipe.UsbException("a transfer", Errno.ENODEV));
        for (boolean receiving : new boolean[] {false, true}) {
            controller.failsReceiving = receiving;
            ProviderException gone =
                    assertThrows(
                            ProviderException.class,
                            () -> transport.exchange(new byte[] {1, 0, 0}, SOON));
            assertEquals(Outcome.BROKEN, gone.outcome());
            assertTrue(gone.what().contains("the device is gone"), gone::what);
        }
    }
}
