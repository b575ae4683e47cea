package countersign.acceptance;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;

/// The application behind a node: our own, where every vote gets an extension of the same size, or
/// before v0.38, which has no extensions, the node's key-value store.
sealed interface Application extends AutoCloseable {
    /// The right one for `node`, which enables extensions if there is a size for them.
    static Application behind(RealNode node, OptionalInt extensionBytes) throws IOException {
        if (node.version().extensionSection().isEmpty()) {
            return new BuiltIn();
        }
        if (extensionBytes.isPresent()) {
            node.enableExtensions();
        }
        Votes votes = Votes.start(node.home(), extensionBytes.orElse(0));
        node.configure("", "proxy_app", votes.address());
        return votes;
    }

    @Override
    void close();

    /// Lives in the node.
    record BuiltIn() implements Application {
        @Override
        public void close() {}
    }

    /// `acceptance/peers/abci-votes`, to be closed after its node, which hangs without it.
    record Votes(Child process, String address) implements Application {
        private static final Duration START_MAX = Duration.ofSeconds(20);

        private static Votes start(Path home, int extensionBytes) {
            Path socket = home.resolve("abci.sock");
            Child process =
                    Child.start(
                            home.resolve("abci.log"),
                            home,
                            Map.of(),
                            List.of(
                                    Peers.votesApplication().toString(),
                                    "--listen",
                                    "unix://" + socket,
                                    "--extension-bytes",
                                    Integer.toString(extensionBytes)));
            Await.until(
                    "the application listens",
                    START_MAX,
                    () -> Files.exists(socket),
                    process::tail);
            return new Votes(process, "unix://" + socket);
        }

        @Override
        public void close() {
            process.close();
        }
    }
}
