package countersign.verdicts;

import static countersign.verdicts.Given.CHAIN;
import static countersign.verdicts.Given.KEY;

import static org.junit.jupiter.api.Assertions.assertEquals;

import countersign.bytes.Bytes;
import countersign.consensus.ConsensusMessage;
import countersign.guard.Guard;
import countersign.guard.Mark;
import countersign.guard.MarkStore;
import countersign.guard.RawSigning;
import countersign.guard.StateFile;
import countersign.proof.Figures;
import countersign.proof.Proof;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/// Sixty-four threads want a signature for the same height, round and step, each for a block of its
/// own: one gets it.
class ContendedGuardTest {
    private static final int THREADS = 64;

    @TempDir private Path directory = Path.of("unset");

    @Proof("A3")
    void manyBlocksAtOnceInMemory_oneIsReleased(Figures figures) throws Exception {
        int rounds = figures.size("rounds of 64 threads in memory", 1_000, 100_000);
        assertEquals(0, roundsWithoutOneWinner(new MarksInMemory(), rounds));
    }

    @Proof("A3")
    void manyBlocksAtOnceOnTheDisk_oneIsReleased(Figures figures) throws Exception {
        int rounds = figures.size("rounds of 64 threads with a state file", 100, 5_000);
        Path file = directory.resolve("state");
        StateFile.create(file, CHAIN, KEY, new Mark.Unsigned());
        assertEquals(0, roundsWithoutOneWinner(StateFile.open(file, CHAIN, KEY), rounds));
        assertEquals(rounds + 1L, StateFile.inspect(file).sequence());
    }

    /// The test of the test: a store that forgets lets several win.
    @Test
    void storeThatForgets_isFound() throws Exception {
        MarkStore forgetful =
                new MarkStore() {
                    @Override
                    public Mark current() {
                        return new Mark.Unsigned();
                    }

                    @Override
                    public void advance(Mark expected, Mark next) {}

                    @Override
                    public void close() {}
                };
        assertEquals(3, roundsWithoutOneWinner(forgetful, 3));
    }

    private static int roundsWithoutOneWinner(MarkStore store, int rounds) throws Exception {
        int wrong = 0;
        try (Guard guard = new Guard(CHAIN, KEY, store, RawSigning.FORBIDDEN, _ -> {});
                ExecutorService threads = Executors.newFixedThreadPool(THREADS)) {
            for (int round = 0; round < rounds; round++) {
                // Every other round is a new height, so that both ways up are taken.
                long released = released(guard, threads, 1 + round / 2, round % 2);
                wrong += released == 1 ? 0 : 1;
            }
        }
        return wrong;
    }

    private static long released(Guard guard, ExecutorService threads, long height, int round)
            throws Exception {
        CountDownLatch together = new CountDownLatch(THREADS);
        List<Callable<List<Bytes>>> questions = new ArrayList<>();
        for (int block = 1; block <= THREADS; block++) {
            ConsensusMessage vote = Given.precommit(height, round, Given.block(block));
            questions.add(
                    () -> {
                        together.countDown();
                        together.await();
                        return Given.released(guard.judge(vote, Optional.empty()));
                    });
        }
        long released = 0;
        for (Future<List<Bytes>> answer : threads.invokeAll(questions)) {
            released += answer.get().isEmpty() ? 0 : 1;
        }
        return released;
    }
}
