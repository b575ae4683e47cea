package countersign.connection.socket;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/// The listening end of a test, on a free port of the loopback or on a unix-domain socket.
final class Listener implements AutoCloseable {
    private final ServerSocketChannel server;
    private final List<SocketChannel> fillers = new ArrayList<>();

    private Listener(ServerSocketChannel server) {
        this.server = server;
    }

    static Listener tcp() throws IOException {
        ServerSocketChannel server = ServerSocketChannel.open();
        server.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 1);
        return new Listener(server);
    }

    static Listener unix(Path socket) throws IOException {
        ServerSocketChannel server = ServerSocketChannel.open(StandardProtocolFamily.UNIX);
        server.bind(UnixDomainSocketAddress.of(socket), 1);
        return new Listener(server);
    }

    SocketAddress address() throws IOException {
        return server.getLocalAddress();
    }

    int port() throws IOException {
        return ((InetSocketAddress) server.getLocalAddress()).getPort();
    }

    SocketChannel accept() throws IOException {
        return server.accept();
    }

    /// Two ends of one connection.
    Pair pair() throws IOException {
        SocketChannel dialled = SocketChannel.open(address());
        return new Pair(SocketConnection.over(dialled), SocketConnection.over(server.accept()));
    }

    /// What the next one who connects meets.
    interface Peer {
        void meet(SocketChannel accepted) throws Exception;
    }

    /// Accepts one connection on another thread, lets `peer` run and closes it.
    CompletableFuture<Integer> serve(Peer peer) {
        CompletableFuture<Integer> served = new CompletableFuture<>();
        Thread.ofVirtual()
                .start(
                        () -> {
                            try (SocketChannel accepted = accept()) {
                                peer.meet(accepted);
                                served.complete(0);
                            } catch (Exception e) {
                                served.completeExceptionally(e);
                            }
                        });
        return served;
    }

    /// Fills the backlog, so that who connects next hears nothing.
    void fill() throws IOException {
        for (int i = 0; i < 8; i++) {
            SocketChannel filler =
                    address() instanceof UnixDomainSocketAddress
                            ? SocketChannel.open(StandardProtocolFamily.UNIX)
                            : SocketChannel.open();
            filler.configureBlocking(false);
            fillers.add(filler);
            try {
                boolean _ = filler.connect(address());
            } catch (IOException full) {
                return;
            }
        }
    }

    @Override
    public void close() {
        try {
            for (SocketChannel filler : fillers) {
                filler.close();
            }
            server.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    record Pair(SocketConnection left, SocketConnection right) implements AutoCloseable {
        @Override
        public void close() {
            left.close();
            right.close();
        }
    }
}
