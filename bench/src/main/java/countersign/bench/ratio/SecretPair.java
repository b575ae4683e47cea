package countersign.bench.ratio;

import countersign.bytes.Bug;
import countersign.connection.Connection;
import countersign.connection.Deadline;
import countersign.connection.PeerException;
import countersign.connection.PeerFault;
import countersign.connection.Ticker;
import countersign.connection.secret.SecretConnection;

import java.time.Duration;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/// Two ends of one SecretConnection with nothing but memory between them: what is written at one is
/// read at the other by the same thread.
public final class SecretPair {
    private static final Deadline NEVER = Deadline.after(Duration.ofDays(365), Ticker.SYSTEM);
    private static final int WRITES_MAX = 64;

    private final Connection near;
    private final Connection far;

    private SecretPair(Connection near, Connection far) {
        this.near = near;
        this.far = far;
    }

    /// After the handshake.
    public static SecretPair open() {
        BlockingQueue<byte[]> there = new ArrayBlockingQueue<>(WRITES_MAX);
        BlockingQueue<byte[]> back = new ArrayBlockingQueue<>(WRITES_MAX);
        CompletableFuture<Connection> far =
                CompletableFuture.supplyAsync(() -> establish(new Memory(there, back)));
        return new SecretPair(establish(new Memory(back, there)), far.join());
    }

    /// Seals the message, moves the frames and opens them; returns its last byte.
    public byte carry(byte[] message, byte[] into) {
        try {
            near.write(message, 0, message.length, NEVER);
            int read = 0;
            while (read < message.length) {
                read += far.read(into, read, message.length - read, NEVER);
            }
            return into[message.length - 1];
        } catch (PeerException e) {
            throw new Bug("memory does not fail", e);
        }
    }

    private static Connection establish(Connection raw) {
        try {
            return SecretConnection.establish(raw, Works.identity(), NEVER);
        } catch (PeerException e) {
            throw new Bug("both ends are ours", e);
        }
    }

    /// One end of two queues. A write is one element, and reads may take it in parts.
    private static final class Memory implements Connection {
        private final BlockingQueue<byte[]> incoming;
        private final BlockingQueue<byte[]> outgoing;
        private byte[] current = new byte[0];
        private int taken;

        Memory(BlockingQueue<byte[]> incoming, BlockingQueue<byte[]> outgoing) {
            this.incoming = incoming;
            this.outgoing = outgoing;
        }

        @Override
        public int read(byte[] target, int offset, int length, Deadline deadline)
                throws PeerException {
            if (taken == current.length) {
                current = next();
                taken = 0;
            }
            int read = Math.min(length, current.length - taken);
            System.arraycopy(current, taken, target, offset, read);
            taken += read;
            return read;
        }

        @Override
        public void write(byte[] source, int offset, int length, Deadline deadline) {
            byte[] bytes = new byte[length];
            System.arraycopy(source, offset, bytes, 0, length);
            outgoing.add(bytes);
        }

        @Override
        public void close() {
            outgoing.clear();
        }

        private byte[] next() throws PeerException {
            try {
                byte[] next = incoming.poll(10, TimeUnit.SECONDS);
                if (next != null) {
                    return next;
                }
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
            throw new PeerException(PeerFault.TIMED_OUT, "the other end is silent", "");
        }
    }
}
