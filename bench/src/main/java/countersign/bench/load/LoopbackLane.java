package countersign.bench.load;

import countersign.bench.BenchException;
import countersign.connection.Ticker;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;

/// The transport's own cost: 1 KiB there and 1 KiB back over TCP on loopback, to a thread that does
/// nothing else.
public final class LoopbackLane implements Lane {
    private static final int MESSAGE_BYTES = 1024;

    private final SocketChannel near;
    private final SocketChannel far;
    private final Ticker ticker;
    private final ByteBuffer bytes = ByteBuffer.allocateDirect(MESSAGE_BYTES);

    private LoopbackLane(SocketChannel near, SocketChannel far, Ticker ticker) {
        this.near = near;
        this.far = far;
        this.ticker = ticker;
    }

    /// Over a connection of its own.
    public static LoopbackLane open(Ticker ticker) throws BenchException {
        try (ServerSocketChannel listener = ServerSocketChannel.open()) {
            listener.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
            SocketChannel near = SocketChannel.open(listener.getLocalAddress());
            SocketChannel far = listener.accept();
            near.setOption(StandardSocketOptions.TCP_NODELAY, true);
            far.setOption(StandardSocketOptions.TCP_NODELAY, true);
            LoopbackLane lane = new LoopbackLane(near, far, ticker);
            Thread.ofPlatform().daemon().name("echo").start(lane::echo);
            return lane;
        } catch (IOException e) {
            throw new BenchException("cannot connect over loopback", "", e);
        }
    }

    @Override
    public long once() throws BenchException {
        long start = ticker.nanos();
        try {
            bytes.clear();
            while (bytes.hasRemaining()) {
                near.write(bytes);
            }
            bytes.clear();
            readFully(near, bytes);
        } catch (IOException e) {
            throw new BenchException("loopback failed: " + e.getMessage(), "", e);
        }
        return ticker.nanos() - start;
    }

    @Override
    public void close() {
        try (near) {
            far.close();
        } catch (IOException e) {
            // Both ends are ours and gone.
        }
    }

    private void echo() {
        ByteBuffer message = ByteBuffer.allocateDirect(MESSAGE_BYTES);
        try {
            while (true) {
                readFully(far, message.clear());
                message.flip();
                while (message.hasRemaining()) {
                    far.write(message);
                }
            }
        } catch (IOException closed) {
            // The lane is closed, and this thread ends with it.
        }
    }

    private static void readFully(SocketChannel from, ByteBuffer into) throws IOException {
        while (into.hasRemaining()) {
            if (from.read(into) < 0) {
                throw new IOException("closed");
            }
        }
    }
}
