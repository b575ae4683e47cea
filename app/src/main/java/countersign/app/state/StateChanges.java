package countersign.app.state;

import countersign.app.file.FolderEntries;
import countersign.app.foreign.TmkmsState;
import countersign.app.shell.Failure;
import countersign.consensus.Hrs;
import countersign.event.Event;
import countersign.event.Events;
import countersign.guard.Lowering;
import countersign.guard.Mark;
import countersign.guard.StateFile;
import countersign.guard.StoreException;

import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Changes of states by hand. Each is told to `events` as [Event.StateChanged] once it is durable;
/// `command` is the one that was typed, without its paths.
public final class StateChanges {
    private final States states;
    private final Events events;
    private final String command;

    public StateChanges(States states, Events events, String command) {
        this.states = states;
        this.events = events;
        this.command = command;
    }

    /// Makes a state, as [States#create].
    public boolean create(StatePlace place, Optional<Hrs> floor, boolean named) throws Failure {
        if (!states.create(place, floor, named)) {
            return false;
        }
        tell(place, "", States.read(place));
        return true;
    }

    /// Raises a state that no running signer holds. Returns whether it was below.
    public boolean raise(StatePlace place, Hrs floor) throws Failure {
        try (StateFile state = States.openToChange(place)) {
            return raise(place, state, floor);
        }
    }

    /// Raises every state to its floor, and makes those that are missing: all, or none where one of
    /// them cannot be opened or was lost. Says of each what came of it, in the order given.
    public Map<StatePlace, Outcome> takeOver(Map<StatePlace, Hrs> floors) throws Failure {
        Map<StatePlace, StateFile> open = new LinkedHashMap<>();
        try {
            for (StatePlace place : floors.keySet()) {
                place.tmkmsFloor();
                if (StatePlace.mayExist(place.file())) {
                    open.put(place, States.openToChange(place));
                } else {
                    states.requireNeverServed(place);
                }
            }
            Map<StatePlace, Outcome> outcomes = new LinkedHashMap<>();
            for (Map.Entry<StatePlace, Hrs> floor : floors.entrySet()) {
                outcomes.put(floor.getKey(), takeOver(floor.getKey(), floor.getValue(), open));
            }
            return outcomes;
        } finally {
            open.values().forEach(StateFile::close);
        }
    }

    /// Says of states that were made by other means that they are there now.
    public void tellOfAll(List<StatePlace> made) throws Failure {
        for (StatePlace place : made) {
            tell(place, "", States.read(place));
        }
    }

    /// What became of a state.
    public enum Outcome {
        GENERATED,
        RAISED,
        KEPT
    }

    /// Whoever is asked before a mark goes down. Returns false, or throws, to leave it.
    public interface Consent {
        boolean given(Mark present) throws Failure;
    }

    /// Takes a mark down, with tmkms' state file beside it, which the next start would else take
    /// for a floor. The state stays locked while `consent` thinks. Returns whether it was lowered.
    public boolean lower(StatePlace place, Hrs to, Consent consent) throws Failure {
        try (StateFile state = States.openToChange(place)) {
            Mark present = state.current();
            if (!consent.given(present)) {
                return false;
            }
            lowerMirror(place, to);
            Lowering.lower(state, present, to);
            tell(place, MarkText.of(present), state.current());
            return true;
        } catch (StoreException e) {
            throw States.failure(e);
        }
    }

    private Outcome takeOver(StatePlace place, Hrs floor, Map<StatePlace, StateFile> open)
            throws Failure {
        StateFile state = open.get(place);
        if (state == null) {
            create(place, Optional.of(floor), false);
            return Outcome.GENERATED;
        }
        return raise(place, state, floor) ? Outcome.RAISED : Outcome.KEPT;
    }

    private boolean raise(StatePlace place, StateFile state, Hrs floor) throws Failure {
        Mark before = state.current();
        try {
            state.raise(floor);
        } catch (StoreException e) {
            throw States.failure(e);
        }
        if (state.current().equals(before)) {
            return false;
        }
        tell(place, MarkText.of(before), state.current());
        return true;
    }

    /// The mirror goes first: a crash in between leaves the old mark, and the next start brings the
    /// mirror up to it again.
    private static void lowerMirror(StatePlace place, Hrs to) throws Failure {
        Optional<Hrs> floor = place.tmkmsFloor();
        if (floor.isEmpty() || floor.get().compareTo(to) <= 0) {
            return;
        }
        try {
            TmkmsState.replace(place.tmkmsFile(), TmkmsState.text(new Mark.Burnt(to)));
            FolderEntries.sync(place.tmkmsFile().resolveSibling("."));
        } catch (IOException e) {
            throw Failure.operation(
                    "cannot write tmkms' state file " + place.tmkmsFile() + ": " + e.getMessage(),
                    "nothing was lowered; the next start would raise the mark to that file's");
        }
    }

    private void tell(StatePlace place, String before, Mark after) {
        events.emit(
                new Event.StateChanged(
                        place.chain(), place.key().address(), command, before, MarkText.of(after)));
    }
}
