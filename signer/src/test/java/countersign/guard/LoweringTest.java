package countersign.guard;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import countersign.bytes.Bug;
import countersign.bytes.Bytes;
import countersign.consensus.Hrs;
import countersign.consensus.Step;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.nio.file.Path;

/// The one way down.
class LoweringTest {
    private static final Hrs DOWN = new Hrs(3, 1, Step.PREVOTE);
    private static final Mark LOWERED = new Mark.Burnt(DOWN);

    @TempDir private Path directory = Path.of("unset");
    private Path file = Path.of("unset");

    @BeforeEach
    void stateAtNine() throws StoreException {
        file = directory.resolve("state");
        StateFile.create(file, Samples.CHAIN, Samples.KEY, Samples.held(9));
    }

    @Test
    void loweredState_holdsTheLowerMarkForGood() throws StoreException {
        lower();

        Snapshot snapshot = StateFile.inspect(file);
        assertEquals(LOWERED, snapshot.mark());
        assertEquals(2, snapshot.sequence());
        assertEquals(4, snapshot.intactCopies());
        try (StateFile again = StateFile.open(file, Samples.CHAIN, Samples.KEY)) {
            assertEquals(LOWERED, again.current());
        }
    }

    /// What was given up is signed again, and the place that was lowered to is not.
    @Test
    void loweredState_movesUpAgainAsAnyOther() throws StoreException {
        lower();
        try (StateFile state = StateFile.open(file, Samples.CHAIN, Samples.KEY)) {
            state.raise(DOWN);
            assertEquals(LOWERED, state.current());
            state.advance(LOWERED, Samples.held(4));
            state.advance(Samples.held(4), Samples.held(5));
        }
        assertEquals(Samples.held(5), StateFile.inspect(file).mark());
    }

    @Test
    void loweringThatIsNone_isABug() throws StoreException {
        try (StateFile state = StateFile.open(file, Samples.CHAIN, Samples.KEY)) {
            Mark nine = Samples.held(9);
            assertThrows(Bug.class, () -> Lowering.lower(state, Samples.held(8), DOWN));
            Hrs same = new Hrs(9, 0, Step.PRECOMMIT);
            assertThrows(Bug.class, () -> Lowering.lower(state, nine, same));
            Hrs above = new Hrs(10, 0, Step.PROPOSE);
            assertThrows(Bug.class, () -> Lowering.lower(state, nine, above));
            assertEquals(nine, state.current());
        }
    }

    /// A mark that falls without the word for it is what a restored part looks like.
    @Test
    void fallWithoutTheWord_isAMix() {
        StateRecord high = record(4, Samples.held(9));
        StateRecord fallen = high.next(LOWERED);
        StateRecord lowered = high.lowered(new Mark.Burnt(DOWN));
        assertTrue(refusal(high, fallen).contains("is a mix of several states"));
        assertEquals("opened", refusal(high, lowered));
        assertTrue(refusal(record(4, LOWERED), high).contains("mix"), "sequences still count");
    }

    private void lower() throws StoreException {
        try (StateFile state = StateFile.open(file, Samples.CHAIN, Samples.KEY)) {
            Lowering.lower(state, Samples.held(9), DOWN);
            assertEquals(LOWERED, state.current());
        }
    }

    private static StateRecord record(long sequence, Mark mark) {
        return new StateRecord(
                Samples.CHAIN, Samples.KEY.type(), Samples.KEY.address(), sequence, mark);
    }

    private static String refusal(StateRecord pair0, StateRecord pair1) {
        byte[] image = new byte[16384];
        for (int copy = 0; copy < 4; copy++) {
            byte[] record = (copy < 2 ? pair0 : pair1).encode();
            System.arraycopy(record, 0, image, copy * 4096, record.length);
        }
        try {
            StateFile.open(new SimulatedDisk(Bytes.of(image)), Samples.CHAIN, Samples.KEY);
            return "opened";
        } catch (StoreException e) {
            return e.what();
        }
    }
}
