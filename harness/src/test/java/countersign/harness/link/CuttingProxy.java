package countersign.harness.link;

import countersign.harness.node.ListenAddress;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;

/// Stands between a signer and its node and cuts one connection at an exact byte.
final class CuttingProxy implements AutoCloseable {
    private static final int CHUNK_BYTES = 2_048;

    /// How a link is cut.
    enum Kind {
        /// In order: FIN.
        ENDED,
        /// RST.
        RESET,
        /// Half-open: the other end is gone and nobody says so.
        SILENT
    }

    /// After so many bytes of one direction.
    record Cut(boolean fromSigner, int bytes, Kind kind) {}

    private final ReentrantLock lock = new ReentrantLock();
    private final ServerSocketChannel listener;
    private final InetSocketAddress node;
    private Optional<Cut> next = Optional.empty();
    private Optional<Wire> current = Optional.empty();
    private boolean awaitsReturn;
    private long cutAtNanos;
    private long slowestReturnNanos;
    private int cuts;

    CuttingProxy(ListenAddress.Tcp node) throws IOException {
        this.node = new InetSocketAddress(InetAddress.getByName(node.host()), node.port());
        this.listener = ServerSocketChannel.open();
        listener.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
        Thread.ofVirtual().start(this::acceptAll);
    }

    ListenAddress.Tcp address() throws IOException {
        InetSocketAddress bound = (InetSocketAddress) listener.getLocalAddress();
        return new ListenAddress.Tcp("127.0.0.1", bound.getPort());
    }

    /// Ends the present connection and cuts the next one.
    void cutNext(Cut cut) {
        lock.lock();
        try {
            next = Optional.of(cut);
            current.ifPresent(Wire::close);
        } finally {
            lock.unlock();
        }
    }

    /// How many connections were cut so far.
    int cuts() {
        lock.lock();
        try {
            return cuts;
        } finally {
            lock.unlock();
        }
    }

    /// The longest time from a cut that the signer was told of to its next connection.
    long slowestReturnNanos() {
        lock.lock();
        try {
            return slowestReturnNanos;
        } finally {
            lock.unlock();
        }
    }

    @Override
    public void close() throws IOException {
        listener.close();
        lock.lock();
        try {
            current.ifPresent(Wire::close);
        } finally {
            lock.unlock();
        }
    }

    private void acceptAll() {
        try {
            while (true) {
                connect(listener.accept());
            }
        } catch (IOException closed) {
            // The test is over.
        }
    }

    private void connect(SocketChannel signer) throws IOException {
        SocketChannel upstream = SocketChannel.open(node);
        lock.lock();
        try {
            if (awaitsReturn) {
                awaitsReturn = false;
                slowestReturnNanos = Math.max(slowestReturnNanos, System.nanoTime() - cutAtNanos);
            }
            // Where the last one was silent its node's side is left as it is.
            Wire wire = new Wire(signer, upstream, next);
            next = Optional.empty();
            current = Optional.of(wire);
            Thread.ofVirtual().start(() -> wire.pump(true));
            Thread.ofVirtual().start(() -> wire.pump(false));
        } finally {
            lock.unlock();
        }
    }

    private void noteCut(Kind kind) {
        lock.lock();
        try {
            cuts++;
            cutAtNanos = System.nanoTime();
            awaitsReturn = kind != Kind.SILENT;
        } finally {
            lock.unlock();
        }
    }

    /// One connection of the signer's and the one to the node behind it.
    private final class Wire {
        private final SocketChannel signer;
        private final SocketChannel upstream;
        private final Optional<Cut> cut;
        private volatile boolean silent;

        Wire(SocketChannel signer, SocketChannel upstream, Optional<Cut> cut) {
            this.signer = signer;
            this.upstream = upstream;
            this.cut = cut;
        }

        void pump(boolean fromSigner) {
            SocketChannel from = fromSigner ? signer : upstream;
            SocketChannel to = fromSigner ? upstream : signer;
            Optional<Cut> here = cut.filter(c -> c.fromSigner() == fromSigner);
            int left = here.map(Cut::bytes).orElse(Integer.MAX_VALUE);
            ByteBuffer buffer = ByteBuffer.allocate(CHUNK_BYTES);
            try {
                while (left > 0) {
                    buffer.clear().limit(Math.min(CHUNK_BYTES, left));
                    int count = from.read(buffer);
                    if (silent) {
                        return;
                    }
                    if (count < 0) {
                        close();
                        return;
                    }
                    buffer.flip();
                    while (buffer.hasRemaining()) {
                        to.write(buffer);
                    }
                    left = here.isPresent() ? left - count : left;
                }
                cutHere(here.orElseThrow().kind());
            } catch (IOException broken) {
                if (!silent) {
                    close();
                }
            }
        }

        private void cutHere(Kind kind) throws IOException {
            silent = kind == Kind.SILENT;
            noteCut(kind);
            switch (kind) {
                case ENDED -> close();
                case RESET -> {
                    signer.setOption(StandardSocketOptions.SO_LINGER, 0);
                    upstream.setOption(StandardSocketOptions.SO_LINGER, 0);
                    close();
                }
                case SILENT -> {
                    // Both stay open, and nothing goes through.
                }
            }
        }

        void close() {
            try {
                signer.close();
                upstream.close();
            } catch (IOException gone) {
                // As wanted.
            }
        }
    }
}
