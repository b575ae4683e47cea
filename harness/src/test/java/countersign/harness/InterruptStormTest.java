package countersign.harness;

import static countersign.harness.Fixtures.CHAIN;
import static countersign.harness.Fixtures.SOURCES;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import countersign.connection.PeerException;
import countersign.consensus.Hrs;
import countersign.consensus.Step;
import countersign.consensus.Timestamp;
import countersign.consensus.Vote;
import countersign.event.Event;
import countersign.guard.Mark;
import countersign.guard.MarkStore;
import countersign.guard.StateFile;
import countersign.guard.StoreException;
import countersign.harness.ledger.Ledger;
import countersign.harness.node.Blocks;
import countersign.harness.node.ListenAddress;
import countersign.harness.node.NodeSettings;
import countersign.harness.node.NodeTimings;
import countersign.harness.node.Outcome;
import countersign.harness.node.ValidatorNode;
import countersign.harness.signer.RealSigner;
import countersign.harness.signer.TestKey;
import countersign.harness.wire.Dialect;
import countersign.harness.wire.Extensions;
import countersign.proof.Figures;
import countersign.proof.Proof;

import org.junit.jupiter.api.io.TempDir;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;

/// Interrupts for every thread of the signer, at random and in the midst of each fourth write. They
/// cost links, which come back, and nothing else.
///
/// A channel of `java.nio` would be closed by an interrupt for everybody, for good: the state is
/// not read and written through one.
final class InterruptStormTest {
    private static final long SEED = 20_260_105;
    private static final int PAUSE_NANOS_MAX = 10_000_000;
    private static final int WRITES_PER_INTERRUPT = 4;

    /// Patient with links that break.
    private static final NodeTimings PATIENT =
            new NodeTimings(
                    Duration.ofSeconds(20),
                    Duration.ofSeconds(5),
                    Duration.ofHours(1),
                    1_000,
                    Duration.ofMillis(1));

    private final Ledger ledger = new Ledger();
    private final TestKey key = TestKey.generate();
    private final AtomicBoolean over = new AtomicBoolean();
    private final AtomicInteger interrupts = new AtomicInteger();

    @TempDir private Path folder;

    /// Writes to the state with the thread's interrupt pending, now and then.
    private record Interrupting(MarkStore state, AtomicInteger interrupts) implements MarkStore {
        @Override
        public Mark current() {
            return state.current();
        }

        @Override
        public void advance(Mark expected, Mark next) throws StoreException {
            if (next.place().map(place -> place.height() % WRITES_PER_INTERRUPT).orElse(0L) == 0) {
                interrupts.incrementAndGet();
                Thread.currentThread().interrupt();
            }
            state.advance(expected, next);
        }

        @Override
        public void close() {
            state.close();
        }
    }

    @Proof("C5")
    void everyThreadInterrupted_theStateStaysOpenAndNothingConflicts(Figures figures)
            throws Exception {
        int heights = figures.size("signatures", 150, 50_000);
        Path file = folder.resolve("a.state");
        ListenAddress address = new ListenAddress.Unix(folder.resolve("node.sock"));
        NodeSettings settings = new NodeSettings(CHAIN, Dialect.V0_38, false, PATIENT);
        StateFile.create(file, CHAIN, key.publicKey(), new Mark.Unsigned());
        MarkStore state =
                new Interrupting(StateFile.open(file, CHAIN, key.publicKey()), interrupts);
        try (ValidatorNode node = ValidatorNode.listen(address, settings, ledger, SOURCES);
                RealSigner signer = RealSigner.start(address, CHAIN, key, state, this::alive);
                ExecutorService threads = Executors.newSingleThreadExecutor()) {
            threads.execute(this::interruptAtRandom);
            try {
                ask(node, heights);
            } finally {
                over.set(true);
            }
            assertEquals(List.of(), poisonings(signer));
            figures.found("conflicts", ledger.violations().size());
            assertEquals(List.of(), ledger.violations());
            assertEquals(ledger.highest(CHAIN, key.publicKey()), state.current().place());
            assertTrue(interrupts.get() > 0);
        }
        figures.found("interrupts", interrupts.get());
    }

    /// A vote a height, each asked for until it is signed, and then for a rival, which never is.
    private static void ask(ValidatorNode node, int heights) throws PeerException {
        Blocks blocks = new Blocks(SEED);
        for (int height = 1; height <= heights; height++) {
            Hrs place = new Hrs(height, 0, Step.PREVOTE);
            Outcome<?> given = node.sign(vote(blocks, place, 0), Extensions.NONE);
            assertTrue(given instanceof Outcome.Given<?>, given::describe);
            Outcome<?> refused = node.sign(vote(blocks, place, 1), Extensions.NONE);
            assertTrue(refused instanceof Outcome.Refused<?>, refused::describe);
        }
    }

    private static Vote vote(Blocks blocks, Hrs place, int rival) {
        return new Vote(
                place,
                blocks.at(place.height(), place.round(), rival),
                new Timestamp(1_700_000_000, 0));
    }

    /// A link that an interrupt has ended is started again, as a service manager would.
    private Runnable alive(Runnable link) {
        return () -> {
            while (!over.get()) {
                link.run();
                if (Thread.interrupted()) {
                    interrupts.incrementAndGet();
                }
            }
        };
    }

    private void interruptAtRandom() {
        RandomGenerator random = RandomGeneratorFactory.getDefault().create(SEED);
        while (!over.get()) {
            LockSupport.parkNanos(random.nextInt(1, PAUSE_NANOS_MAX));
            for (Thread thread : Thread.getAllStackTraces().keySet()) {
                String name = thread.getName();
                boolean ours = name.equals(RealSigner.THREAD) || name.equals("socket-deadlines");
                if (ours && random.nextBoolean()) {
                    thread.interrupt();
                }
            }
        }
    }

    private static List<Event> poisonings(RealSigner signer) {
        return signer.mishaps().stream().filter(e -> e instanceof Event.ChainPoisoned).toList();
    }
}
