package countersign.acceptance;

import org.junit.jupiter.api.Assumptions;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/// The real programs to test beside, as `scripts/peers` built them.
final class Peers {
    private Peers() {}

    static Path node(NodeVersion version) {
        return require(version.folder(), version.program());
    }

    /// The application that extends votes, see `acceptance/peers/abci-votes`.
    static Path votesApplication() {
        return require("abci-votes", "abci-votes");
    }

    /// A missing peer skips the test and says so; where `COUNTERSIGN_REQUIRE_PEERS=1`, as on the
    /// machine that decides whether a change is good, it fails it.
    private static Path require(String folder, String program) {
        Path peer = root().resolve(folder).resolve(program);
        if (!Files.isExecutable(peer)) {
            String missing = "SKIPPED: there is no " + peer + "; run scripts/peers to build it";
            if ("1".equals(System.getenv("COUNTERSIGN_REQUIRE_PEERS"))) {
                throw new AssertionError(missing);
            }
            System.err.println(missing);
            Assumptions.abort(missing);
        }
        return peer;
    }

    private static Path root() {
        Optional<String> named = variable("COUNTERSIGN_PEERS");
        if (named.isPresent()) {
            return Path.of(named.get());
        }
        Path cache =
                variable("XDG_CACHE_HOME")
                        .map(Path::of)
                        .orElseGet(() -> Path.of(System.getProperty("user.home"), ".cache"));
        return cache.resolve("countersign").resolve("peers");
    }

    private static Optional<String> variable(String name) {
        return Optional.ofNullable(System.getenv(name)).filter(value -> !value.isEmpty());
    }
}
