package countersign.simulation;

import java.util.List;
import java.util.Optional;

/// The command line. `saboteur` is at work in what is played; `worker` says that another process of
/// this program reads the output.
record Options(
        Mode mode,
        long from,
        long seeds,
        int stride,
        int jobs,
        int steps,
        Optional<String> saboteur,
        boolean worker) {
    static final String USAGE =
            """
            usage: ./run sim SEED [--steps N] [--saboteur NAME]
                   ./run sim --seeds N [--from SEED] [--jobs N] [--steps N]
                   ./run sim --saboteurs [NAME] [--seeds N] [--steps N]
            """;
    static final int STEPS = 300;

    private static final int SABOTEUR_SEEDS = 10_000;

    enum Mode {
        REPLAY,
        MANY,
        SABOTEURS
    }

    /// Throws `IllegalArgumentException` that says what is wrong.
    static Options parse(List<String> arguments) {
        Options options = new Options(Mode.REPLAY, 1, 0, 1, 1, STEPS, Optional.empty(), false);
        boolean named = false;
        int at = 0;
        while (at < arguments.size()) {
            String word = arguments.get(at);
            boolean last = at + 1 == arguments.size();
            String next = last ? "" : arguments.get(at + 1);
            boolean bare = next.isEmpty() || next.startsWith("--");
            switch (word) {
                case "--saboteurs" ->
                        options =
                                options.in(Mode.SABOTEURS)
                                        .hunting(bare ? Optional.empty() : Optional.of(next));
                case "--worker" -> options = options.asWorker();
                default -> {
                    named |= !word.startsWith("--");
                    options = word.startsWith("--") ? options.with(word, next) : options.of(word);
                }
            }
            boolean alone = word.equals("--worker") || !word.startsWith("--");
            at += alone || (word.equals("--saboteurs") && bare) ? 1 : 2;
        }
        if (options.mode == Mode.REPLAY && !named) {
            throw new IllegalArgumentException("which seed?");
        }
        return options;
    }

    /// How many seeds a saboteur gets.
    int saboteurSeeds() {
        return seeds > 0 ? (int) Math.min(seeds, SABOTEUR_SEEDS) : SABOTEUR_SEEDS;
    }

    private Options with(String name, String value) {
        return switch (name) {
            case "--saboteur" -> hunting(Optional.of(value));
            case "--seeds" -> {
                Mode many = mode == Mode.SABOTEURS ? mode : Mode.MANY;
                long count = number(name, value, 1);
                yield new Options(many, from, count, stride, jobs, steps, saboteur, worker);
            }
            case "--from" -> of(value);
            case "--stride" -> {
                int by = (int) number(name, value, 1);
                yield new Options(mode, from, seeds, by, jobs, steps, saboteur, worker);
            }
            case "--jobs" -> {
                int count = (int) number(name, value, 1);
                yield new Options(mode, from, seeds, stride, count, steps, saboteur, worker);
            }
            case "--steps" -> {
                int count = (int) number(name, value, 1);
                yield new Options(mode, from, seeds, stride, jobs, count, saboteur, worker);
            }
            default -> throw new IllegalArgumentException("unknown option " + name);
        };
    }

    private Options in(Mode other) {
        return new Options(other, from, seeds, stride, jobs, steps, saboteur, worker);
    }

    private Options of(String seed) {
        long first = number("the seed", seed, Long.MIN_VALUE);
        return new Options(mode, first, seeds, stride, jobs, steps, saboteur, worker);
    }

    private Options hunting(Optional<String> name) {
        return new Options(mode, from, seeds, stride, jobs, steps, name, worker);
    }

    private Options asWorker() {
        return new Options(mode, from, seeds, stride, jobs, steps, saboteur, true);
    }

    private static long number(String name, String text, long min) {
        try {
            long number = Long.parseLong(text);
            if (number >= min) {
                return number;
            }
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException(name + ": not a number: " + text, e);
        }
        throw new IllegalArgumentException(name + " is at least " + min);
    }
}
