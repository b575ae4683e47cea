package countersign.acceptance.process;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import countersign.acceptance.Child;
import countersign.acceptance.FakeChain;
import countersign.acceptance.PackagedProgram;
import countersign.bytes.Bytes;
import countersign.connection.PeerException;
import countersign.harness.node.ListenAddress;
import countersign.harness.node.Outcome;
import countersign.harness.node.ValidatorNode;
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
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Stream;

/// Too little memory, and two nodes that send as much as they may. The signer signs on or ends; it
/// never signs wrongly, and it leaves no dump.
final class MemoryLimitIT {
    private static final Duration END_MAX = Duration.ofSeconds(20);
    private static final Duration DYING_MAX = Duration.ofSeconds(3);
    private static final long GROUP_BYTES = 96L * 1024 * 1024;
    private static final int HOSTILE_NODES = 2;
    private static final int PLACES = 60;

    /// Below the limit of a request, so that it is read in full before it is refused.
    private static final int LARGE_BYTES = 1_000_000;

    @TempDir(cleanup = CleanupMode.ON_SUCCESS)
    private Path folder;

    private record Nodes(FakeChain victim, List<FakeChain> hostile) {}

    @Proof("C4")
    @Execution(ExecutionMode.CONCURRENT)
    void smallHeap_signsOnOrEnds(Figures figures) throws Exception {
        int times = figures.size("times a heap of 24 and of 9 MiB", 1, 10);
        Nodes nodes = nodes();
        Consensus consensus = new Consensus(nodes.victim());
        int ended = 0;
        for (int i = 0; i < times; i++) {
            for (String heap : List.of("-Xms8m -Xmx24m", "-Xms8m -Xmx9m")) {
                PackagedProgram small =
                        nodes.victim().home().program().with("COUNTERSIGN_JAVA_OPTIONS", heap);
                ended += live(nodes, consensus, small) ? 0 : 1;
            }
        }
        figures.found("ends", ended);
        close(nodes, consensus, figures);
    }

    @Proof("C4")
    @Execution(ExecutionMode.CONCURRENT)
    void smallControlGroup_signsOnOrEnds(Figures figures) throws Exception {
        int times = figures.size("times a control group of 96 MiB", 1, 10);
        Nodes nodes = nodes();
        Consensus consensus = new Consensus(nodes.victim());
        int ended = 0;
        try (MemoryLimit limit = MemoryLimit.of(GROUP_BYTES, "countersign-" + System.nanoTime())) {
            for (int i = 0; i < times; i++) {
                PackagedProgram limited = nodes.victim().home().program().under(limit.wrapper());
                ended += live(nodes, consensus, limited) ? 0 : 1;
            }
        }
        figures.found("ends", ended);
        close(nodes, consensus, figures);
    }

    private Nodes nodes() throws Exception {
        FakeChain victim = FakeChain.create(folder, unix("victim.sock"));
        List<FakeChain> hostile = new ArrayList<>();
        for (int i = 0; i < HOSTILE_NODES; i++) {
            String chain = "hostile-" + i;
            hostile.add(FakeChain.beside(victim.home(), chain, unix(chain + ".sock")));
        }
        return new Nodes(victim, hostile);
    }

    /// One life under attack. Whether it lasted.
    private boolean live(Nodes nodes, Consensus consensus, PackagedProgram how) throws Exception {
        AtomicBoolean over = new AtomicBoolean();
        try (Child signer = nodes.victim().home().launch(how);
                ExecutorService threads = Executors.newCachedThreadPool()) {
            nodes.hostile().forEach(node -> threads.execute(() -> attack(node.node(), over)));
            boolean signed = sign(consensus, signer);
            over.set(true);
            if (!signed) {
                assertNotEquals(0, signer.awaitExit(END_MAX), signer::tail);
            }
            return signed;
        } finally {
            over.set(true);
            nodes.victim().node().drop();
            nodes.hostile().forEach(node -> node.node().drop());
        }
    }

    /// Whether it lived to the end. A link that it gives up to live on is asked over again.
    private static boolean sign(Consensus consensus, Child signer) {
        boolean fresh = true;
        for (int i = 0; i < PLACES; i++) {
            try {
                if (fresh) {
                    consensus.askForConflicts();
                    fresh = false;
                }
                Outcome<?> outcome = consensus.next();
                assertTrue(outcome instanceof Outcome.Given<?>, outcome::describe);
            } catch (PeerException lost) {
                if (signer.endsWithin(DYING_MAX)) {
                    return false;
                }
                fresh = true;
            }
        }
        return signer.isAlive();
    }

    /// Sends large messages that mean nothing, over one link after the other.
    private static void attack(ValidatorNode node, AtomicBoolean over) {
        Bytes large = Bytes.of(new byte[LARGE_BYTES]);
        while (!over.get()) {
            try {
                node.onLink(
                        link -> {
                            link.send(large, node.readWriteDeadline());
                            return link.receive(node.readWriteDeadline());
                        });
            } catch (PeerException cutOff) {
                node.drop();
            }
        }
    }

    /// A restart with enough memory remembers everything.
    private void close(Nodes nodes, Consensus consensus, Figures figures) throws Exception {
        try (Child signer = nodes.victim().home().start()) {
            consensus.askForConflicts();
            consensus.sign(3);
            assertTrue(signer.isAlive(), signer::tail);
        }
        figures.found("signatures", nodes.victim().ledger().size());
        figures.found("conflicts", nodes.victim().ledger().violations().size());
        assertEquals(List.of(), nodes.victim().ledger().violations());
        assertEquals(List.of(), dumps());
        nodes.victim().close();
        nodes.hostile().forEach(FakeChain::close);
    }

    private List<Path> dumps() throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            return files.filter(file -> file.toString().matches(".*(\\.hprof|/core[^/]*)"))
                    .toList();
        }
    }

    private ListenAddress unix(String name) {
        return new ListenAddress.Unix(folder.resolve(name));
    }
}
