package countersign.harness.node;

import countersign.connection.Deadline;
import countersign.connection.PeerException;
import countersign.connection.PeerFault;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.net.StandardProtocolFamily;
import java.net.StandardSocketOptions;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.ClosedSelectorException;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/// The listening end of a node. Whoever is not accepted yet waits in the kernel's backlog and hears
/// nothing, as with a real node.
public final class NodeListener implements AutoCloseable {
    private static final int BACKLOG = 128;

    private final ServerSocketChannel server;
    private final Selector selector;
    private final ListenAddress address;

    private NodeListener(ServerSocketChannel server, Selector selector, ListenAddress address) {
        this.server = server;
        this.selector = selector;
        this.address = address;
    }

    /// Listens at `address`. A socket file that is already there is left alone, as a node does.
    public static NodeListener open(ListenAddress address) throws ListenException {
        try {
            ServerSocketChannel server = bound(address);
            Selector selector = Selector.open();
            server.configureBlocking(false);
            server.register(selector, SelectionKey.OP_ACCEPT);
            return new NodeListener(server, selector, actual(address, server));
        } catch (IOException e) {
            throw new ListenException(
                    "cannot listen at " + address + ": " + e.getMessage(), next(address), e);
        }
    }

    /// The address with the port that the system chose, if it did.
    public ListenAddress address() {
        return address;
    }

    /// The next signer, or `TIMED_OUT` at the deadline. One caller at a time.
    SocketChannel accept(Deadline deadline) throws PeerException {
        try {
            while (true) {
                Optional<SocketChannel> next = Optional.ofNullable(server.accept());
                if (next.isPresent()) {
                    return next.get();
                }
                if (deadline.hasPassed()) {
                    throw new PeerException(
                            PeerFault.TIMED_OUT,
                            "no signer connected to " + address,
                            "start the signer and let it dial this address");
                }
                selector.select(Math.max(1, deadline.remaining().toMillis()));
                selector.selectedKeys().clear();
            }
        } catch (IOException | ClosedSelectorException e) {
            throw new PeerException(
                    PeerFault.CLOSED_BY_US, "the node no longer listens at " + address, "", e);
        }
    }

    /// Stops listening and removes its own socket file.
    @Override
    public void close() {
        try {
            selector.close();
            server.close();
            if (address instanceof ListenAddress.Unix(Path path)) {
                Files.deleteIfExists(path);
            }
        } catch (IOException e) {
            // Whatever is left is found by the next node that listens here, which says so.
            return;
        }
    }

    private static ServerSocketChannel bound(ListenAddress address) throws IOException {
        ServerSocketChannel server =
                switch (address) {
                    case ListenAddress.Tcp _ -> ServerSocketChannel.open();
                    case ListenAddress.Unix _ ->
                            ServerSocketChannel.open(StandardProtocolFamily.UNIX);
                };
        try {
            server.bind(
                    switch (address) {
                        case ListenAddress.Tcp(String host, int port) -> {
                            server.setOption(StandardSocketOptions.SO_REUSEADDR, true);
                            yield resolved(host, port);
                        }
                        case ListenAddress.Unix(Path path) -> UnixDomainSocketAddress.of(path);
                    },
                    BACKLOG);
            return server;
        } catch (IOException e) {
            server.close();
            throw e;
        }
    }

    private static SocketAddress resolved(String host, int port) throws IOException {
        InetSocketAddress address = new InetSocketAddress(host, port);
        if (address.isUnresolved()) {
            throw new IOException("no such host");
        }
        return address;
    }

    private static ListenAddress actual(ListenAddress asked, ServerSocketChannel server)
            throws IOException {
        return switch (asked) {
            case ListenAddress.Tcp(String host, int _) ->
                    server.getLocalAddress() instanceof InetSocketAddress bound
                            ? new ListenAddress.Tcp(host, bound.getPort())
                            : asked;
            case ListenAddress.Unix _ -> asked;
        };
    }

    private static String next(ListenAddress address) {
        return switch (address) {
            case ListenAddress.Tcp _ -> "stop what listens there, or choose another port";
            case ListenAddress.Unix(Path path) ->
                    "if no node uses " + path + " any more, remove the file";
        };
    }
}
