package countersign.simulation.saboteur;

import countersign.simulation.Outcome;
import countersign.simulation.Trial;

import java.nio.file.Path;
import java.util.Optional;
import java.util.ServiceLoader;

/// Plays seed after seed with a saboteur at work, until a checker finds it out.
public final class Hunt {
    private final Path root;
    private final int seedsMax;

    /// `root` is where the sources are; after `seedsMax` seeds a saboteur has won.
    public Hunt(Path root, int seedsMax) {
        this.root = root;
        this.seedsMax = seedsMax;
    }

    /// The seed in which it was caught, and how; or nothing.
    public Optional<Outcome> hunt(Saboteur saboteur, int steps) throws StaleSaboteurException {
        Trial trial = trial(saboteur);
        for (int seed = 1; seed <= seedsMax; seed++) {
            Outcome outcome = trial.play(seed, steps, line -> {});
            if (outcome.broken().isPresent()) {
                return Optional.of(outcome);
            }
        }
        return Optional.empty();
    }

    /// The world with this saboteur in it.
    public Trial trial(Saboteur saboteur) throws StaleSaboteurException {
        AlteredLoader loader =
                new AlteredLoader(AlteredClasses.of(AlteredSources.of(saboteur, root)));
        return ServiceLoader.load(Trial.class, loader).iterator().next();
    }
}
