package countersign.acceptance;

import org.junit.jupiter.api.Assumptions;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.stream.Stream;

/// The real programs to test beside, as `scripts/peers` built them or as the system has them.
public final class Peers {
    private Peers() {}

    static Path node(NodeVersion version) {
        return require(version.folder(), version.program());
    }

    /// The application that extends votes, see `acceptance/peers/abci-votes`.
    static Path votesApplication() {
        return require("abci-votes", "abci-votes");
    }

    /// tmkms, with its software and YubiHSM backends.
    public static Path tmkms() {
        return require("tmkms-0.15.0", "tmkms");
    }

    /// tmkms 0.9.0-rc0, with its transaction signer.
    public static Path tmkmsOfTransactions() {
        return require("tmkms-0.9", "tmkms");
    }

    /// A program that speaks to a Ledger by Ledger's own libraries, see
    /// `acceptance/peers/ledgerjs`.
    public static Path ledgerClient() {
        requireInstalled("node", "nodejs");
        return require("ledgerjs", "ledger-client");
    }

    /// A program of a chain for the transaction signer.
    public static Path chain(String folder, String program) {
        return require(folder, program);
    }

    /// A missing peer skips the test and says so; where `COUNTERSIGN_REQUIRE_PEERS=1`, as on the
    /// machine that decides whether a change is good, it fails it.
    private static Path require(String folder, String program) {
        Path peer = root().resolve(folder).resolve(program);
        if (!Files.isExecutable(peer)) {
            miss("there is no " + peer + "; run ./run peers " + folder + " to build it");
        }
        return peer;
    }

    /// Demands a program of the system, which a package of this name has.
    public static void requireInstalled(String program, String packageName) {
        String path = variable("PATH").orElse("");
        if (Stream.of(path.split(":")).noneMatch(f -> Files.isExecutable(Path.of(f, program)))) {
            miss("there is no " + program + "; install the package " + packageName);
        }
    }

    private static void miss(String what) {
        String missing = "SKIPPED: " + what;
        if ("1".equals(System.getenv("COUNTERSIGN_REQUIRE_PEERS"))) {
            throw new AssertionError(missing);
        }
        System.err.println(missing);
        Assumptions.abort(missing);
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
