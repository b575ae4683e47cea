package countersign.simulation;

import countersign.connection.Ticker;

import java.time.Duration;
import java.util.Optional;
import java.util.function.Consumer;

/// Plays many seeds, one after the other, until one finds something.
final class Campaign {
    private static final Duration SAY_EVERY = Duration.ofSeconds(1);

    private final Trial trial;
    private final Consumer<Tally> progress;
    private final Ticker ticker;

    /// `progress` hears about once a second what was played so far.
    Campaign(Trial trial, Consumer<Tally> progress, Ticker ticker) {
        this.trial = trial;
        this.progress = progress;
        this.ticker = ticker;
    }

    /// What `seeds` seeds came to, every `stride`-th from the first on, and the one that found
    /// something.
    record Result(Tally tally, Optional<Outcome> found) {}

    Result run(Options options) {
        Tally tally = Tally.NOTHING;
        long said = ticker.nanos();
        for (long i = 0; i < options.seeds(); i++) {
            long seed = options.from() + i * options.stride();
            Outcome outcome = trial.play(seed, options.steps(), line -> {});
            tally = tally.plus(outcome.tally());
            if (outcome.broken().isPresent()) {
                return new Result(tally, Optional.of(outcome));
            }
            if (ticker.nanos() - said > SAY_EVERY.toNanos()) {
                said = ticker.nanos();
                progress.accept(tally);
            }
        }
        return new Result(tally, Optional.empty());
    }
}
