package countersign.app.state;

import countersign.app.shell.Failure;
import countersign.app.shell.Persona;
import countersign.app.shell.Shell;
import countersign.consensus.Hrs;
import countersign.event.Event;
import countersign.event.Events;
import countersign.guard.Mark;
import countersign.guard.Snapshot;
import countersign.guard.StateFile;
import countersign.guard.StoreException;

import java.io.IOException;
import java.util.Optional;

/// The rules for when a state is made and when its absence is a loss.
public final class States {
    private final Shell shell;
    private final ServedNote note;

    /// `note` is that of the configuration's home.
    public States(Shell shell, ServedNote note) {
        this.shell = shell;
        this.note = note;
    }

    /// Opens a state for serving, raised to what tmkms signed since. A missing one is a failure;
    /// under the name tmkms it is made as tmkms would, unless this home has served the chain
    /// before: then the state was lost. What changes is told to `events`.
    public StateFile open(StatePlace place, Events events) throws Failure {
        requireClosed(place);
        Optional<Hrs> floor = place.tmkmsFloor();
        if (!StatePlace.mayExist(place.file())) {
            createAtStart(place, floor);
            events.emit(changed(place, "", read(place)));
        }
        try {
            StateFile state = StateFile.open(place.file(), place.chain(), place.key());
            try {
                warnOfDamage(place, state.intactCopies());
                Mark before = state.current();
                raise(state, floor);
                if (!state.current().equals(before)) {
                    events.emit(changed(place, MarkText.of(before), state.current()));
                }
                noteServed(place);
                return state;
            } catch (StoreException e) {
                state.close();
                throw e;
            }
        } catch (StoreException e) {
            throw failure(e);
        }
    }

    /// Makes the state of a chain and key with what tmkms or `other` signed last as its floor.
    /// Returns false, and leaves everything as it is, where the state exists. A state that this
    /// home has served before was lost, and is made anew only where somebody has `named` the height
    /// that it may have reached: a file may be as old as the move to this program.
    public boolean create(StatePlace place, Optional<Hrs> other, boolean named) throws Failure {
        Optional<Hrs> floor = higher(place.tmkmsFloor(), other);
        if (StatePlace.mayExist(place.file())) {
            return false;
        }
        if (!named) {
            requireNeverServed(place);
        }
        try {
            Folders.makePrivate(place.settings().directory());
            requireClosed(place);
            Mark first = floor.<Mark>map(Mark.Burnt::new).orElseGet(Mark.Unsigned::new);
            StateFile.create(place.file(), place.chain(), place.key(), first);
            return true;
        } catch (IOException e) {
            throw Failure.operation(
                    "cannot make the folder of the state " + place.file() + ": " + e.getMessage(),
                    "check the owner and the mode of the folders above it");
        } catch (StoreException e) {
            throw failure(e);
        }
    }

    /// Whether tmkms' state file is kept up to date: where the configuration names it, where there
    /// is one, and always under the name tmkms, which would look there.
    public boolean mirrors(StatePlace place) {
        return place.settings().tmkmsFileAskedFor()
                || StatePlace.mayExist(place.tmkmsFile())
                || shell.persona() == Persona.TMKMS;
    }

    /// Opens a state for a change by hand, which no running signer may hold.
    static StateFile openToChange(StatePlace place) throws Failure {
        try {
            return StateFile.open(place.file(), place.chain(), place.key());
        } catch (StoreException e) {
            throw failure(e);
        }
    }

    /// Finds out whether [#open] would work, without changing or locking anything.
    public void check(StatePlace place) throws Failure {
        requireClosed(place);
        place.tmkmsFloor();
        if (StatePlace.mayExist(place.file())) {
            read(place);
        } else {
            requireNew(place);
        }
    }

    /// What a chain and key may have signed last. Works beside a running signer.
    public static Mark read(StatePlace place) throws Failure {
        return inspect(place).mark();
    }

    /// As [#read], with what else the file says.
    static Snapshot inspect(StatePlace place) throws Failure {
        try {
            Snapshot snapshot = StateFile.inspect(place.file());
            if (!snapshot.chain().equals(place.chain())
                    || !snapshot.address().equals(place.key().address())) {
                throw Failure.operation(
                        "the state " + place.file() + " is not that of " + place,
                        "restore the state of this chain and key, and leave the other where it is");
            }
            return snapshot;
        } catch (StoreException e) {
            throw failure(e);
        }
    }

    private static void requireClosed(StatePlace place) throws Failure {
        Folders.requireClosedToStrangers(place.settings().directory());
    }

    private void createAtStart(StatePlace place, Optional<Hrs> floor) throws Failure {
        requireNew(place);
        note.requireWritable();
        create(place, floor, false);
        String origin =
                floor.map(hrs -> "after " + hrs + ", from " + place.tmkmsFile())
                        .orElse("from nothing");
        shell.warn("made a new state for " + place + ", " + origin + ": " + place.file());
    }

    private void warnOfDamage(StatePlace place, int intact) {
        if (intact < StateFile.COPIES) {
            shell.warn(
                    StateFile.COPIES
                            - intact
                            + " of "
                            + StateFile.COPIES
                            + " copies in "
                            + place.file()
                            + " were damaged and have been made good: check the disk");
        }
    }

    /// Without a note the loss of this state could not be told, but there is no need of it while
    /// the state is there: no new one is made where no note can be.
    private void noteServed(StatePlace place) {
        try {
            note.add(place.chain(), place.key());
        } catch (Failure e) {
            e.problems().forEach(problem -> shell.warn(problem.what()));
        }
    }

    private void requireNew(StatePlace place) throws Failure {
        requireNeverServed(place);
        if (shell.persona() == Persona.COUNTERSIGN) {
            throw Failure.operation(
                    "there is no state for " + place + ": " + place.file() + " does not exist",
                    "if this validator never signed, run `state init`; otherwise restore the state,"
                            + " or run `state init --height H` with the last height that it may"
                            + " have signed");
        }
    }

    /// Fails where this home has served a state that is not there: it was lost.
    void requireNeverServed(StatePlace place) throws Failure {
        if (note.has(place.chain(), place.key())) {
            throw Failure.operation(
                    "the state for "
                            + place
                            + " is lost: this home has served it before, but "
                            + place.file()
                            + " does not exist",
                    "restore it, or run `state init --height H` with the last height that this"
                            + " validator may have signed");
        }
    }

    static Failure failure(StoreException e) {
        return Failure.operation(e.what(), e.next());
    }

    private static Event changed(StatePlace place, String before, Mark after) {
        return new Event.StateChanged(
                place.chain(), place.key().address(), "start", before, MarkText.of(after));
    }

    private static void raise(StateFile state, Optional<Hrs> floor) throws StoreException {
        if (floor.isPresent()) {
            state.raise(floor.get());
        }
    }

    /// The higher of two floors.
    public static Optional<Hrs> higher(Optional<Hrs> one, Optional<Hrs> other) {
        if (one.isEmpty() || other.isEmpty()) {
            return one.or(() -> other);
        }
        return one.get().compareTo(other.get()) >= 0 ? one : other;
    }
}
