package countersign.simulation.world;

import countersign.simulation.Outcome;

import java.util.Optional;
import java.util.function.Consumer;

/// What happened, in order: a trace with its hash, and the first promise that was broken.
final class History {
    private static final long FNV_OFFSET = 0xcbf29ce484222325L;
    private static final long FNV_PRIME = 0x100000001b3L;

    private final Consumer<String> trace;
    private long hash = FNV_OFFSET;
    private long step;
    private long signatures;
    private Optional<Outcome.Broken> broken = Optional.empty();

    History(Consumer<String> trace) {
        this.trace = trace;
    }

    /// Counts turns, from 1.
    long step() {
        return step;
    }

    void nextStep(long nanos) {
        step++;
        mix(nanos);
    }

    void tell(String what) {
        for (int i = 0; i < what.length(); i++) {
            hash = (hash ^ what.charAt(i)) * FNV_PRIME;
        }
        mix(step);
        trace.accept(step + "  " + what);
    }

    /// A promise is broken: the end of this world. Only the first one counts.
    void breaks(String checker, String what) {
        if (broken.isEmpty()) {
            broken = Optional.of(new Outcome.Broken(checker, what, step));
            tell("BROKEN " + checker + ": " + what);
        }
    }

    Optional<Outcome.Broken> broken() {
        return broken;
    }

    void signed() {
        signatures++;
    }

    long signatures() {
        return signatures;
    }

    long hash() {
        return hash;
    }

    private void mix(long value) {
        hash = (hash ^ value) * FNV_PRIME;
    }
}
