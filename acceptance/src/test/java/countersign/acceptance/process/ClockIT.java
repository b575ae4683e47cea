package countersign.acceptance.process;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import countersign.acceptance.Child;
import countersign.acceptance.FakeChain;
import countersign.acceptance.PackagedProgram;
import countersign.connection.PeerException;
import countersign.harness.node.ListenAddress;
import countersign.harness.node.Outcome;
import countersign.proof.Figures;
import countersign.proof.Proof;

import org.junit.jupiter.api.io.CleanupMode;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.stream.Stream;

/// The wall clock jumps and stands still under a signer at work. No verdict, no deadline and no
/// link depends on it; the log takes whatever time it is.
final class ClockIT {
    private static final Duration SAID_MAX = Duration.ofMinutes(1);
    private static final Path LIBRARIES = Path.of("/usr/lib");
    private static final String RIGHT = "+0";
    private static final String LIBRARY = "libfaketimeMT.so.1";
    private static final String FROZEN = "2031-01-01 00:00:00";

    private static final List<String> JUMPS = List.of("-1h", "+1y", "-1y", FROZEN, RIGHT);

    @TempDir(cleanup = CleanupMode.ON_SUCCESS)
    private Path folder;

    @Proof("E10")
    @Execution(ExecutionMode.CONCURRENT)
    void wallClockJumps_nothingDependsOnIt(Figures figures) throws Exception {
        int jumps = figures.size("jumps", 5, 100);
        Path clock = Files.writeString(folder.resolve("clock"), RIGHT);
        try (FakeChain chain =
                        FakeChain.create(
                                folder, new ListenAddress.Unix(folder.resolve("node.sock")));
                Child signer = chain.home().start(faked(chain.home().program(), clock))) {
            Consensus consensus = new Consensus(chain);
            consensus.sign(6);
            int links = chain.node().connections();
            for (int i = 0; i < jumps; i++) {
                String jump = JUMPS.get(i % JUMPS.size());
                // Replaced, so that it is never read half-written.
                Path next = Files.writeString(folder.resolve("clock.next"), jump);
                Files.move(
                        next,
                        clock,
                        StandardCopyOption.REPLACE_EXISTING,
                        StandardCopyOption.ATOMIC_MOVE);
                signUntilLogged(consensus, signer, jump);
                assertInstanceOf(Outcome.Refused.class, chain.ask(consensus.place(), 1));
            }
            figures.found("links lost", chain.node().connections() - links);
            assertEquals(links, chain.node().connections(), "the link held");
            assertEquals(List.of(), chain.ledger().violations());
            Files.writeString(clock, FROZEN);
            signer.terminate();
            assertEquals(0, signer.awaitExit(SAID_MAX), signer::tail);
        }
    }

    /// Signs until the log has the time that the clock shows: the jump is seen within a second.
    private static void signUntilLogged(Consensus consensus, Child signer, String jump)
            throws PeerException {
        long end = System.nanoTime() + SAID_MAX.toNanos();
        do {
            assertTrue(System.nanoTime() < end, () -> jump + signer.tail());
            consensus.sign(3);
        } while (!isAfter(jump, logged(consensus, signer)));
    }

    /// When the log says that the last place was signed.
    private static Instant logged(Consensus consensus, Child signer) {
        String words = "at h/r/s " + consensus.place().height() + "/0/2 (";
        signer.awaitWords(words, SAID_MAX);
        String line =
                signer.said().lines().filter(l -> l.contains(words)).findFirst().orElseThrow();
        return Instant.parse(line.split(" ", 2)[0]);
    }

    private static boolean isAfter(String jump, Instant logged) {
        if (jump.equals(FROZEN)) {
            return logged.toString().startsWith("2031-01-01T00:00:00");
        }
        long hours = Math.round(ChronoUnit.MINUTES.between(Instant.now(), logged) / 60.0);
        return switch (jump) {
            case "-1h" -> hours == -1;
            case "+1y" -> hours / 24 == 365;
            case "-1y" -> hours / 24 == -365;
            default -> hours == 0;
        };
    }

    private static PackagedProgram faked(PackagedProgram program, Path clock) throws IOException {
        try (Stream<Path> found = Files.find(LIBRARIES, 4, (file, a) -> file.endsWith(LIBRARY))) {
            List<Path> library = found.toList();
            assumeTrue(!library.isEmpty(), "there is no libfaketime on this machine");
            return program.with("LD_PRELOAD", library.getFirst().toString())
                    .with("FAKETIME_TIMESTAMP_FILE", clock.toString())
                    .with("FAKETIME_DONT_FAKE_MONOTONIC", "1")
                    .with("FAKETIME_CACHE_DURATION", "1")
                    .with("COUNTERSIGN_JAVA_OPTIONS", "-XX:TieredStopAtLevel=1")
                    .with("TZ", "UTC");
        }
    }
}
