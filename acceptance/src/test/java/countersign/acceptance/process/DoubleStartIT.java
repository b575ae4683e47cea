package countersign.acceptance.process;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import countersign.acceptance.Await;
import countersign.acceptance.Child;
import countersign.acceptance.FakeChain;
import countersign.acceptance.PackagedProgram;
import countersign.harness.node.ListenAddress;
import countersign.proof.Figures;
import countersign.proof.Proof;

import org.junit.jupiter.api.io.CleanupMode;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/// Many starts with one state at once: one of them serves, the others say why they do not.
final class DoubleStartIT {
    private static final Duration END_MAX = Duration.ofMinutes(2);
    private static final int AT_ONCE = 10;
    private static final int REFUSED = 1;

    /// By how many ways two homes can lead to one state.
    private static final int WAYS = 3;

    @TempDir(cleanup = CleanupMode.ON_SUCCESS)
    private Path folder;

    @Proof("C3")
    @Execution(ExecutionMode.CONCURRENT)
    void manyStartsAtOnce_exactlyOneServes(Figures figures) throws Exception {
        int contenders = figures.size("contenders", 40, 1_000);
        try (FakeChain chain = FakeChain.create(folder, unix())) {
            Consensus consensus = new Consensus(chain);
            for (int left = contenders; left > 0; left -= AT_ONCE) {
                race(chain, consensus);
            }
            figures.found("at once", AT_ONCE);
            figures.found("conflicts", chain.ledger().violations().size());
            assertEquals(List.of(), chain.ledger().violations());
        }
    }

    private static void race(FakeChain chain, Consensus consensus) throws Exception {
        List<Child> all = new ArrayList<>();
        try {
            for (int i = 0; i < AT_ONCE; i++) {
                all.add(chain.home().launch(quick(chain)));
            }
            Await.until(
                    "the end of all but one",
                    END_MAX,
                    () -> all.stream().filter(Child::isAlive).count() <= 1,
                    () -> all.getFirst().tail());
            consensus.askForConflicts();
            consensus.sign(3);
            assertEquals(1, all.stream().filter(Child::isAlive).count(), "exactly one serves");
            for (Child child : all) {
                if (!child.isAlive()) {
                    assertRefused(child, chain.home().stateFile());
                }
            }
        } finally {
            all.forEach(Child::close);
            chain.node().drop();
        }
    }

    /// The same state through a symbolic link to its folder, a mount of it and a hard link.
    @Proof("D3")
    @Execution(ExecutionMode.CONCURRENT)
    void oneStateByAnotherWay_isRefused(Figures figures) throws Exception {
        Machine.requireRoot();
        int times = figures.size("times", 1, 100);
        try (FakeChain chain = FakeChain.create(folder, unix());
                Child signer = chain.home().start()) {
            Consensus consensus = new Consensus(chain);
            for (int i = 0; i < times; i++) {
                consensus.sign(3);
                for (int way = 0; way < WAYS; way++) {
                    second(chain, way, "second-" + i + "-" + way);
                }
            }
            consensus.sign(3);
            assertTrue(signer.isAlive());
            figures.found("ways to the same state", WAYS);
            assertEquals(List.of(), chain.ledger().violations());
        }
    }

    /// A second home with the same key, by another way to the same state.
    private void second(FakeChain chain, int way, String name) throws IOException {
        Path first = chain.home().directory();
        Path second = Files.createDirectory(folder.resolve(name));
        Machine.run(folder, "cp", "-a", first.resolve("secrets").toString(), second.toString());
        Files.copy(chain.home().config(), second.resolve("tmkms.toml"));
        Path state = second.resolve("state");
        switch (way) {
            case 0 -> Files.createSymbolicLink(state, first.resolve("state"));
            case 1 -> {
                Files.createDirectory(state);
                Machine.run(
                        folder,
                        "mount",
                        "--bind",
                        first.resolve("state").toString(),
                        state.toString());
            }
            default -> {
                Files.createDirectory(state);
                Path file = chain.home().stateFile();
                Files.createLink(state.resolve(file.getFileName()), file);
            }
        }
        Path log = folder.resolve(name + ".log");
        PackagedProgram program = quick(chain);
        try (Child other =
                Child.start(
                        log,
                        second,
                        program.environment(),
                        List.of(program.launcher().toString(), "start", "-c", "tmkms.toml"))) {
            other.awaitExit(END_MAX);
            assertRefused(other, state.resolve(chain.home().stateFile().getFileName()));
        } finally {
            if (way == 1) {
                Machine.run(folder, "umount", state.toString());
            }
        }
    }

    private static void assertRefused(Child child, Path state) {
        assertEquals(REFUSED, child.awaitExit(END_MAX), child::tail);
        String error = "countersign: error: another process signs with state " + state;
        assertTrue(child.said().contains(error), child::tail);
        assertTrue(child.said().contains("countersign: hint: only one may"), child::tail);
    }

    /// Starting is what counts here, not signing fast.
    private static PackagedProgram quick(FakeChain chain) {
        return chain.home().program().with("COUNTERSIGN_JAVA_OPTIONS", "-XX:TieredStopAtLevel=1");
    }

    private ListenAddress unix() {
        return new ListenAddress.Unix(folder.resolve("node.sock"));
    }
}
