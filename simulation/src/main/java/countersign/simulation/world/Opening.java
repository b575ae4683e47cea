package countersign.simulation.world;

import countersign.guard.Disk;
import countersign.guard.Mark;
import countersign.guard.StateFile;
import countersign.guard.StoreException;
import countersign.simulation.clockwork.Life;

import java.util.Optional;

/// One attempt to open a seat's state, and the judgement on what came of it: the very mark that is
/// known, or one that was on its way to the disk, or a refusal for a reason.
final class Opening {
    private final Seat seat;
    private final Life life;
    private boolean diskFailed;

    Opening(Seat seat, Life life) {
        this.seat = seat;
        this.life = life;
    }

    StateFile open() throws StoreException {
        int rotten = seat.file().rottenCopies();
        boolean locked = seat.file().isLocked();
        Disk disk = seat.file().open(life, this::failed);
        if (locked) {
            seat.history().breaks("lock", seat + " is opened by two processes at once");
        }
        try {
            StateFile state = StateFile.open(disk, seat.chainId(), seat.publicKey());
            requireKnown(state.current());
            seat.opened(state.current());
            return state;
        } catch (StoreException e) {
            disk.close();
            if (!diskFailed && rotten <= 1) {
                seat.history().breaks("refused", seat + " is refused: " + e.what());
            }
            throw e;
        }
    }

    private void failed() {
        diskFailed = true;
        seat.diskFailed();
    }

    private void requireKnown(Mark found) {
        if (!seat.mayHold(found)) {
            String known = " instead of " + Seat.describe(Optional.of(seat.held()));
            String what = seat + " opens at " + Seat.describe(Optional.of(found));
            seat.history().breaks("recovery", what + known);
        }
    }
}
