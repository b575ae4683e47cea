package countersign.simulation.world;

import countersign.simulation.Outcome;
import countersign.simulation.Trial;
import countersign.simulation.clockwork.Clockwork;

import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;

/// Plays a world on the one carrier that all strands share.
public final class SeededTrial implements Trial {
    /// Made by the service loader.
    public SeededTrial() {}

    @Override
    public Outcome play(long seed, int steps, Consumer<String> trace) {
        Clockwork.requireOneCarrier();
        CompletableFuture<Outcome> outcome = new CompletableFuture<>();
        Thread.ofVirtual()
                .uncaughtExceptionHandler((thread, error) -> outcome.completeExceptionally(error))
                .start(() -> outcome.complete(new World(seed, trace).play(steps)));
        return outcome.join();
    }
}
