package countersign.harness.node;

import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Where a node listens for its signer: CometBFT's `priv_validator_laddr`.
public sealed interface ListenAddress {
    /// With SecretConnection. Port 0 lets the system choose.
    record Tcp(String host, int port) implements ListenAddress {
        private static final int PORT_MAX = 65_535;

        /// Throws `IllegalArgumentException` for an empty host or a port that is none.
        public Tcp {
            if (host.isEmpty() || port < 0 || port > PORT_MAX) {
                throw new IllegalArgumentException("not a host and a port: " + host + ":" + port);
            }
        }

        /// `tcp://host:port`, a literal IPv6 address in brackets.
        @Override
        public String toString() {
            return host.contains(":")
                    ? "tcp://[" + host + "]:" + port
                    : "tcp://" + host + ":" + port;
        }
    }

    /// In plain; the file's permissions are all the protection there is.
    record Unix(Path path) implements ListenAddress {
        @Override
        public String toString() {
            return "unix://" + path;
        }
    }

    /// Reads `tcp://host:port`, `host:port` or `unix://path`. Throws `IllegalArgumentException`
    /// with a sentence for the user.
    static ListenAddress parse(String text) {
        if (text.startsWith("unix://") && text.length() > "unix://".length()) {
            return new Unix(Path.of(text.substring("unix://".length())));
        }
        Pattern hostAndPort = Pattern.compile("(?:tcp://)?(?:\\[(.+)]|([^:/\\[\\]]+)):(\\d{1,5})");
        Matcher matcher = hostAndPort.matcher(text);
        if (!matcher.matches()) {
            throw new IllegalArgumentException(
                    "not an address to listen at: "
                            + text
                            + "; write tcp://HOST:PORT or"
                            + " unix://PATH");
        }
        String host = matcher.group(1) == null ? matcher.group(2) : matcher.group(1);
        return new Tcp(host, Integer.parseInt(matcher.group(3)));
    }
}
