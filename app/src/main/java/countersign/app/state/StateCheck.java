package countersign.app.state;

import countersign.app.shell.Failure;
import countersign.app.shell.Problem;
import countersign.consensus.Hrs;
import countersign.guard.Mark;
import countersign.guard.Snapshot;
import countersign.guard.StateFile;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Everything that is wrong with one state, found without changing or locking it: `mark` is empty
/// where the file cannot be read.
public record StateCheck(StatePlace place, Optional<Mark> mark, List<Problem> problems) {
    public StateCheck {
        problems = List.copyOf(problems);
    }

    /// Works beside a running signer.
    public static StateCheck of(StatePlace place, States states) {
        List<Problem> problems = new ArrayList<>();
        // Before the state, which a running signer may raise at any moment and its mirror after it.
        Optional<Hrs> floor = floor(place, problems);
        Optional<Snapshot> found = snapshot(place, states, problems);
        found.ifPresent(snapshot -> judge(place, snapshot, floor, problems));
        return new StateCheck(place, found.map(Snapshot::mark), problems);
    }

    private static Optional<Hrs> floor(StatePlace place, List<Problem> problems) {
        try {
            return place.tmkmsFloor();
        } catch (Failure e) {
            problems.addAll(e.problems());
            return Optional.empty();
        }
    }

    private static Optional<Snapshot> snapshot(
            StatePlace place, States states, List<Problem> problems) {
        try {
            if (!StatePlace.mayExist(place.file())) {
                states.requireNeverServed(place);
                problems.add(
                        new Problem(
                                "there is no state for "
                                        + place
                                        + ": "
                                        + place.file()
                                        + " does not exist",
                                "make it with `state init`"));
                return Optional.empty();
            }
            return Optional.of(States.inspect(place));
        } catch (Failure e) {
            problems.addAll(e.problems());
            return Optional.empty();
        }
    }

    private static void judge(
            StatePlace place, Snapshot found, Optional<Hrs> floor, List<Problem> problems) {
        if (found.keyType() != place.key().type()) {
            problems.add(
                    new Problem(
                            "the state " + place.file() + " is of a key of another type",
                            "restore the state of this chain and key"));
        }
        if (found.intactCopies() < StateFile.COPIES) {
            problems.add(
                    new Problem(
                            StateFile.COPIES
                                    - found.intactCopies()
                                    + " of "
                                    + StateFile.COPIES
                                    + " copies in "
                                    + place.file()
                                    + " are damaged",
                            "check the disk; the next start makes them good"));
        }
        if (floor.isPresent() && new Mark.Burnt(floor.get()).isAbove(found.mark())) {
            problems.add(
                    new Problem(
                            "tmkms' state file "
                                    + place.tmkmsFile()
                                    + " is at "
                                    + MarkText.of(floor.get())
                                    + ", above the state of "
                                    + place
                                    + ", which is at "
                                    + MarkText.of(found.mark()),
                            "the next start raises the state; until then make sure that tmkms no"
                                    + " longer runs with this key"));
        }
    }
}
