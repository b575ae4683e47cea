package countersign.simulation.world;

import countersign.guard.Mark;
import countersign.guard.MarkStore;
import countersign.guard.StateFile;
import countersign.guard.StoreException;
import countersign.simulation.clockwork.Life;

/// The real state file, watched from outside.
record WatchedMarks(Seat seat, StateFile file, Life life) implements MarkStore {
    @Override
    public Mark current() {
        return file.current();
    }

    @Override
    public void advance(Mark expected, Mark next) throws StoreException {
        life.requireAlive();
        boolean replaced = seat.wasReplacedBefore(seat.history().step());
        seat.begins(next);
        file.advance(expected, next);
        if (replaced) {
            seat.history().breaks("rollback", seat + " advances a state that was replaced");
        }
        seat.advanced(next);
    }

    @Override
    public void close() {
        file.close();
    }
}
