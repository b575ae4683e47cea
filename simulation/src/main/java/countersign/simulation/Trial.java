package countersign.simulation;

import java.util.function.Consumer;

/// One seed, played from its beginning to its end. Loaded as a service, so that a saboteur's
/// altered classes come behind the same interface.
public interface Trial {
    /// Plays `seed` for this many turns and then the calm after them. Every line of the trace goes
    /// to `trace`.
    Outcome play(long seed, int steps, Consumer<String> trace);
}
