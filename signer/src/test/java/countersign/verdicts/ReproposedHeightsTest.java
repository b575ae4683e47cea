package countersign.verdicts;

import static countersign.verdicts.Given.CHAIN;
import static countersign.verdicts.Given.KEY;

import static org.junit.jupiter.api.Assertions.assertEquals;

import countersign.bytes.Bytes;
import countersign.consensus.Hrs;
import countersign.consensus.Step;
import countersign.guard.Guard;
import countersign.guard.Lowering;
import countersign.guard.Mark;
import countersign.guard.RawSigning;
import countersign.guard.StateFile;
import countersign.guard.StoreException;
import countersign.proof.Figures;
import countersign.proof.Proof;

import org.junit.jupiter.api.io.TempDir;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/// A chain halts and comes back lower, with other blocks in the heights that were decided already.
class ReproposedHeightsTest {
    private static final int WINDOW = 100;
    private static final long TOP = 1_000;

    @TempDir private Path directory = Path.of("unset");

    @Proof("D4")
    void heightsProposedAgainLower_areRefusedUntilTheMarkIsTakenDownByHand(Figures figures)
            throws Exception {
        Path file = directory.resolve("state");
        StateFile.create(file, CHAIN, KEY, new Mark.Unsigned());
        try (Guard guard = guard(file)) {
            for (long height = TOP - WINDOW; height <= TOP; height++) {
                assertEquals(1, released(guard, height, 0, 1));
            }
        }
        int asked = 0;
        for (int restart = 0; restart < 2; restart++) {
            try (Guard guard = guard(file)) {
                for (long height = TOP - WINDOW; height <= TOP; height++) {
                    for (int round = 0; round < (height == TOP ? 1 : 3); round++) {
                        assertEquals(0, released(guard, height, round, 2), "at " + height);
                        asked++;
                    }
                }
            }
        }
        figures.found("heights asked again", WINDOW + 1);
        figures.found("requests, all refused", asked);

        Hrs floor = new Hrs(TOP - WINDOW, Integer.MAX_VALUE, Step.PRECOMMIT);
        Path anew = directory.resolve("anew");
        StateFile.create(anew, CHAIN, KEY, new Mark.Burnt(floor));
        try (StateFile state = StateFile.open(file, CHAIN, KEY)) {
            Lowering.lower(state, state.current(), floor);
        }
        for (Path way : List.of(anew, file)) {
            try (Guard guard = guard(way)) {
                assertEquals(0, released(guard, TOP - WINDOW, 0, 2));
                assertEquals(1, released(guard, TOP - WINDOW + 1, 0, 2));
            }
        }
    }

    private static Guard guard(Path file) throws StoreException {
        StateFile state = StateFile.open(file, CHAIN, KEY);
        return new Guard(CHAIN, KEY, state, RawSigning.FORBIDDEN, _ -> {});
    }

    private static int released(Guard guard, long height, int round, int block) {
        List<Bytes> signed =
                Given.released(
                        guard.judge(
                                Given.precommit(height, round, Given.block(block)),
                                Optional.empty()));
        return signed.size();
    }
}
