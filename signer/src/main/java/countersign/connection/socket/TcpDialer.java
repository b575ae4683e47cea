package countersign.connection.socket;

import countersign.connection.Deadline;
import countersign.connection.Dialer;
import countersign.connection.PeerException;
import countersign.connection.PeerFault;
import countersign.connection.secret.ConnectionKey;
import countersign.connection.secret.SecretConnection;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.channels.SocketChannel;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Dials a node over TCP and shakes hands. Tries the host's addresses in turn; each has an equal
/// share of what is left of the deadline. One dial at a time.
public final class TcpDialer implements Dialer {
    private final String host;
    private final int port;
    private final Optional<String> pinnedPeerId;
    private final ConnectionKey key;
    private final Resolver resolver;
    private final Dials dials = new Dials();

    /// Dials `host`, a name or an IP address, as the end with the identity `key`. A pinned id is
    /// the node's in hex of either case; without one any node is believed.
    public TcpDialer(String host, int port, Optional<String> pinnedPeerId, ConnectionKey key) {
        this.host = host;
        this.port = port;
        this.pinnedPeerId = pinnedPeerId;
        this.key = key;
        this.resolver = new Resolver(host);
    }

    @Override
    public Dialled dial(Deadline deadline) throws PeerException {
        DialAttempt attempt = dials.begin();
        List<InetAddress> addresses = resolver.resolve(attempt, deadline);
        SocketConnection socket = connectAny(addresses, attempt, deadline);
        SecretConnection secret = SecretConnection.establish(socket, key, deadline);
        try {
            requirePinned(secret.peerId());
            attempt.succeed();
        } catch (PeerException e) {
            secret.close();
            throw e;
        }
        return new Dialled(secret, secret.peerId(), pinnedPeerId.isPresent());
    }

    @Override
    public void cancel() {
        dials.cancel();
    }

    private SocketConnection connectAny(
            List<InetAddress> addresses, DialAttempt attempt, Deadline deadline)
            throws PeerException {
        List<PeerException> failures = new ArrayList<>();
        for (InetAddress address : addresses) {
            int left = addresses.size() - failures.size();
            Deadline share =
                    Deadline.after(deadline.remaining().dividedBy(left), deadline.ticker());
            try {
                return connect(address, attempt, share);
            } catch (PeerException e) {
                if (e.fault() == PeerFault.CLOSED_BY_US) {
                    throw e;
                }
                failures.add(e);
            }
        }
        PeerException first = failures.removeFirst();
        failures.forEach(first::addSuppressed);
        throw first;
    }

    private SocketConnection connect(InetAddress address, DialAttempt attempt, Deadline deadline)
            throws PeerException {
        String ip = address.getHostAddress();
        ConnectFailure failure = new ConnectFailure(url(), ip.equals(host) ? "" : ip + ": ");
        try {
            return attempt.connect(
                    SocketChannel.open(), new InetSocketAddress(address, port), deadline);
        } catch (PeerException e) {
            throw e.fault() == PeerFault.TIMED_OUT ? failure.timedOut(e) : e;
        } catch (IOException e) {
            throw failure.overTcp(e);
        }
    }

    private void requirePinned(String peerId) throws PeerException {
        if (pinnedPeerId.isEmpty() || pinnedPeerId.get().equalsIgnoreCase(peerId)) {
            return;
        }
        throw new PeerException(
                PeerFault.WRONG_PEER_ID,
                "validator peer ID mismatch at "
                        + url()
                        + ": expected "
                        + pinnedPeerId.get()
                        + ", got "
                        + peerId,
                "CometBFT makes itself a fresh identity at every start, so an id in addr only works"
                        + " with a proxy or a patched node that keeps its key: remove `"
                        + pinnedPeerId.get()
                        + "@` from addr");
    }

    private String url() {
        boolean bare = host.contains(":") && !host.startsWith("[");
        return "tcp://" + (bare ? "[" + host + "]" : host) + ":" + port;
    }
}
