package countersign.simulation;

import java.util.Optional;

/// What one seed came to. `broken` is the promise that was found broken, with what broke it; `hash`
/// is of the whole trace.
public record Outcome(long seed, Tally tally, Optional<Broken> broken, long hash) {

    /// `checker` is one word, the same for the same promise; `step` is the turn at which it was
    /// found.
    public record Broken(String checker, String what, long step) {
        @Override
        public String toString() {
            return checker + " at step " + step + ": " + what;
        }
    }
}
