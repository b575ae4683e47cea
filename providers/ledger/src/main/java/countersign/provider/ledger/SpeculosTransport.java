package countersign.provider.ledger;

import countersign.bytes.Bytes;
import countersign.connection.Deadline;
import countersign.keyring.spi.ProviderException;
import countersign.keyring.spi.ProviderException.Outcome;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.ByteBuffer;

/// Commands and answers over TCP as Speculos speaks it: each behind its length in four bytes,
/// big-endian; the length of an answer leaves out the two bytes of its status.
final class SpeculosTransport implements Transport {
    private static final int STATUS_BYTES = 2;

    private final String device;
    private final Socket socket;

    private SpeculosTransport(String device, Socket socket) {
        this.device = device;
        this.socket = socket;
    }

    static SpeculosTransport dial(String device, InetSocketAddress address, Deadline deadline)
            throws ProviderException {
        Socket socket = new Socket();
        SpeculosTransport transport = new SpeculosTransport(device, socket);
        try {
            InetAddress host = InetAddress.getByName(address.getHostString());
            socket.setTcpNoDelay(true);
            socket.connect(new InetSocketAddress(host, address.getPort()), millis(deadline));
            return transport;
        } catch (IOException e) {
            transport.close();
            throw transport.gone(Outcome.UNREACHED, e);
        }
    }

    @Override
    public Bytes exchange(Bytes command, Deadline deadline) throws ProviderException {
        byte[] framed = new byte[Integer.BYTES + command.length()];
        ByteBuffer.wrap(framed).putInt(command.length());
        command.copyTo(framed, Integer.BYTES);
        try {
            socket.getOutputStream().write(framed);
            int length = ByteBuffer.wrap(receive(Integer.BYTES, deadline)).getInt();
            if (length < 0 || length > ANSWER_BYTES_MAX - STATUS_BYTES) {
                throw new IOException("it announced an answer of " + length + " bytes");
            }
            return Bytes.of(receive(length + STATUS_BYTES, deadline));
        } catch (IOException e) {
            throw gone(Outcome.BROKEN, e);
        }
    }

    @Override
    public void close() {
        try {
            socket.close();
        } catch (IOException closedAnyway) {
            // Nothing is left to be done about it.
        }
    }

    private byte[] receive(int length, Deadline deadline) throws IOException {
        byte[] bytes = new byte[length];
        InputStream in = socket.getInputStream();
        for (int filled = 0; filled < length; ) {
            socket.setSoTimeout(millis(deadline));
            int count = in.read(bytes, filled, length - filled);
            if (count < 0) {
                throw new EOFException("it hung up");
            }
            filled += count;
        }
        return bytes;
    }

    /// At least one, because zero would mean for ever.
    private static int millis(Deadline deadline) throws SocketTimeoutException {
        if (deadline.hasPassed()) {
            throw new SocketTimeoutException("it did not answer in time");
        }
        return Math.clamp(deadline.remaining().toMillis(), 1, Integer.MAX_VALUE);
    }

    private ProviderException gone(Outcome outcome, IOException cause) {
        String why = String.valueOf(cause.getMessage());
        String what =
                cause instanceof SocketTimeoutException
                        ? " did not answer in time"
                        : " cannot be reached: " + why;
        return new ProviderException(
                outcome, device + what, "start the emulator with the app in it", cause);
    }
}
