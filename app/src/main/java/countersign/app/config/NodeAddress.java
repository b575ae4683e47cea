package countersign.app.config;

import java.nio.file.Path;
import java.util.Optional;

/// Where a node waits for its signer.
public sealed interface NodeAddress {
    /// The address as logs name it: `tcp://host:port` without the peer id, `unix:///path`.
    String text();

    /// A TCP port that speaks the secret connection.
    ///
    /// @param host a name, an IPv4 literal or an IPv6 literal without brackets
    /// @param port 1 to 65535
    /// @param peerId the node id to insist on, 40 lower-case hex digits, if one is configured
    /// @param secretKey the file with the key that proves who this signer is
    record Tcp(String host, int port, Optional<String> peerId, Located<Path> secretKey)
            implements NodeAddress {
        @Override
        public String text() {
            return "tcp://" + (host.contains(":") ? "[" + host + "]" : host) + ":" + port;
        }
    }

    /// A Unix domain socket.
    record Unix(Path socket) implements NodeAddress {
        @Override
        public String text() {
            return "unix://" + socket;
        }
    }
}
