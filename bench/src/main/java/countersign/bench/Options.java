package countersign.bench;

import countersign.bench.load.Pace;
import countersign.bench.peer.Adapters;
import countersign.bench.plan.Timing;
import countersign.bench.plan.Workload;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/// The command line.
record Options(
        Mode mode,
        List<String> peers,
        Loads loads,
        Folders folders,
        Timing timing,
        Amounts amounts) {
    static final String USAGE =
            """
            usage: ./run bench [tables | soak | isolation | ratios] [OPTION...]
              --peers NAME,NAME=SCRIPT   signers to compare; a SCRIPT is an adapter of your own
              --chains 1,10,100          how many chains each serves, one table for each
              --extensions 0,1024        bytes of vote extension, one table for each
              --paces closed,500         as fast as it answers, or so many a second over all chains
              --disk FOLDER              where the states lie (default: target/bench)
              --memory FOLDER|none       where they lie a second time (default: /dev/shm)
              --seconds N                measured of each signer in each table (default: 5)
              --slice-ms N               how long one turn is (default: 250)
              --warm-up N                seconds of each signer before that (default: 4)
              --starts N                 how often each is started (default: 5)
              --signatures N             how many a soak asks for (default: 200000)
              --out FOLDER               for the report and its plots (default: target/bench)
              --quick                    a short look: one chain, no extension, closed loop, disk
            """;

    private static final int SECONDS_MAX = 24 * 3600;

    /// What is done.
    enum Mode {
        TABLES,
        SOAK,
        ISOLATION,
        RATIOS
    }

    /// One table for each combination.
    record Loads(List<Integer> chains, List<Integer> extensions, List<Pace> paces) {
        List<Workload> workloads() {
            List<Workload> all = new ArrayList<>();
            for (Pace pace : paces) {
                extensions.forEach(bytes -> all.add(new Workload(bytes, pace)));
            }
            return all;
        }
    }

    /// Where states lie, a second time in `memory` if it is there, and where results go.
    record Folders(Path disk, Optional<Path> memory, Path out) {}

    /// How often each signer is started, and how many signatures a soak asks for.
    record Amounts(int starts, long signatures) {}

    /// Throws `IllegalArgumentException` with a sentence for the user.
    static Options parse(List<String> arguments) {
        Reader reader = new Reader(arguments);
        Mode mode = reader.mode();
        boolean quick = reader.flag("--quick");
        Options options =
                new Options(
                        mode,
                        reader.list("--peers", Adapters.USUAL, Function.identity()),
                        new Loads(
                                reader.list(
                                        "--chains",
                                        quick ? List.of(1) : List.of(1, 10, 100),
                                        text -> number("--chains", text, 1, 1_000)),
                                reader.list(
                                        "--extensions",
                                        quick ? List.of(0) : List.of(0, 1024),
                                        text -> number("--extensions", text, 0, 1 << 20)),
                                reader.list(
                                        "--paces",
                                        quick
                                                ? List.of(new Pace.Closed())
                                                : List.of(new Pace.Closed(), new Pace.Fixed(500)),
                                        Options::pace)),
                        folders(reader, quick),
                        Timing.of(
                                Duration.ofSeconds(reader.number("--seconds", quick ? 2 : 5)),
                                Duration.ofMillis(reader.number("--slice-ms", 250)),
                                Duration.ofSeconds(reader.number("--warm-up", quick ? 1 : 4))),
                        new Amounts(
                                reader.number("--starts", quick ? 1 : 5),
                                reader.number("--signatures", 200_000)));
        reader.requireEnd();
        return options;
    }

    private static Folders folders(Reader reader, boolean quick) {
        Path out = Path.of(reader.text("--out", "target/bench"));
        String memory = reader.text("--memory", quick ? "none" : "/dev/shm");
        return new Folders(
                Path.of(reader.text("--disk", "target/bench")),
                memory.equals("none") ? Optional.empty() : Optional.of(Path.of(memory)),
                out);
    }

    private static Pace pace(String text) {
        return text.equals("closed")
                ? new Pace.Closed()
                : new Pace.Fixed(number("--paces", text, 1, 1_000_000));
    }

    private static int number(String option, String text, int least, int most) {
        try {
            int number = Integer.parseInt(text);
            if (number >= least && number <= most) {
                return number;
            }
        } catch (NumberFormatException e) {
            // Said below, like a number that is out of range.
        }
        throw new IllegalArgumentException(
                option + " takes numbers from " + least + " to " + most + ", not " + text);
    }

    /// Takes the words of the command line one after another.
    private static final class Reader {
        private final List<String> left;

        Reader(List<String> arguments) {
            left = new ArrayList<>(arguments);
        }

        Mode mode() {
            if (left.isEmpty() || left.getFirst().startsWith("-")) {
                return Mode.TABLES;
            }
            String word = left.removeFirst();
            return Arrays.stream(Mode.values())
                    .filter(mode -> mode.name().equalsIgnoreCase(word))
                    .findFirst()
                    .orElseThrow(() -> new IllegalArgumentException("no such benchmark: " + word));
        }

        boolean flag(String name) {
            return left.remove(name);
        }

        String text(String name, String otherwise) {
            int at = left.indexOf(name);
            if (at < 0) {
                return otherwise;
            }
            if (at + 1 == left.size()) {
                throw new IllegalArgumentException(name + " wants a value");
            }
            left.remove(at);
            return left.remove(at);
        }

        int number(String name, int otherwise) {
            String text = text(name, Integer.toString(otherwise));
            int most = name.equals("--signatures") ? Integer.MAX_VALUE : SECONDS_MAX;
            return Options.number(name, text, name.equals("--starts") ? 0 : 1, most);
        }

        <T> List<T> list(String name, List<T> otherwise, Function<String, T> item) {
            String text = text(name, "");
            return text.isEmpty()
                    ? otherwise
                    : Arrays.stream(text.split(",", -1)).map(item).toList();
        }

        void requireEnd() {
            if (!left.isEmpty()) {
                throw new IllegalArgumentException("unknown: " + String.join(" ", left));
            }
        }
    }
}
