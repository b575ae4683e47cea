package countersign.simulation;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;

/// The same campaign in several processes: in one of them only one strand may run at a time.
final class Crew {
    private static final String TALLY = "tally ";
    private static final String FOUND = "found ";

    private final Options options;
    private final Consumer<Tally> progress;
    private final ReentrantLock turn = new ReentrantLock();
    private final List<Process> workers = new ArrayList<>();
    private final List<Tally> tallies = new ArrayList<>();
    private Optional<Outcome> found = Optional.empty();
    private boolean failed;

    /// `progress` hears what all of them have played.
    Crew(Options options, Consumer<Tally> progress) {
        this.options = options;
        this.progress = progress;
    }

    /// How a worker writes down what it has played.
    static String line(Tally tally) {
        return TALLY
                + tally.seeds()
                + " "
                + tally.steps()
                + " "
                + tally.signatures()
                + " "
                + tally.crashes()
                + " "
                + tally.faults()
                + " "
                + tally.rollbacks();
    }

    /// How a worker writes down what it has found.
    static String line(Outcome outcome, Outcome.Broken broken) {
        return FOUND
                + outcome.seed()
                + " "
                + broken.step()
                + " "
                + broken.checker()
                + " "
                + broken.what();
    }

    /// Every worker has its share of the seeds; the first one that finds something ends all.
    Campaign.Result run() throws InterruptedException {
        List<Thread> readers = new ArrayList<>();
        for (int i = 0; i < options.jobs(); i++) {
            int number = i;
            tallies.add(Tally.NOTHING);
            Process worker = start(number);
            workers.add(worker);
            readers.add(Thread.ofPlatform().start(() -> read(number, worker)));
        }
        for (Thread reader : readers) {
            reader.join();
        }
        if (failed) {
            throw new IllegalStateException("a worker ended before its time; see above");
        }
        return new Campaign.Result(total(), found);
    }

    private Process start(int number) {
        String java = ProcessHandle.current().info().command().orElse("java");
        long share = (options.seeds() - number + options.jobs() - 1) / options.jobs();
        List<String> command =
                List.of(
                        java,
                        "-Djdk.virtualThreadScheduler.parallelism=1",
                        "-Djdk.virtualThreadScheduler.maxPoolSize=1",
                        "-XX:+UseSerialGC",
                        "-cp",
                        System.getProperty("java.class.path"),
                        Main.class.getName(),
                        "--worker",
                        "--seeds",
                        String.valueOf(Math.max(1, share)),
                        "--from",
                        String.valueOf(options.from() + number),
                        "--stride",
                        String.valueOf(options.jobs()),
                        "--steps",
                        String.valueOf(options.steps()));
        try {
            return new ProcessBuilder(command)
                    .redirectError(ProcessBuilder.Redirect.INHERIT)
                    .start();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void read(int number, Process worker) {
        try (BufferedReader lines =
                new BufferedReader(
                        new InputStreamReader(worker.getInputStream(), StandardCharsets.UTF_8))) {
            String line = lines.readLine();
            while (line != null) {
                hear(number, line);
                line = lines.readLine();
            }
            boolean well = worker.waitFor() <= 1;
            turn.lock();
            try {
                failed |= !well && found.isEmpty();
            } finally {
                turn.unlock();
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void hear(int number, String line) {
        turn.lock();
        try {
            if (line.startsWith(TALLY)) {
                tallies.set(number, tally(line.substring(TALLY.length()).split(" ", 6)));
                progress.accept(total());
            } else if (line.startsWith(FOUND) && found.isEmpty()) {
                found = Optional.of(outcome(line.substring(FOUND.length()).split(" ", 4)));
                workers.forEach(Process::destroy);
            }
        } finally {
            turn.unlock();
        }
    }

    private Tally total() {
        return tallies.stream().reduce(Tally.NOTHING, Tally::plus);
    }

    private static Tally tally(String[] words) {
        return new Tally(
                Long.parseLong(words[0]),
                Long.parseLong(words[1]),
                Long.parseLong(words[2]),
                Long.parseLong(words[3]),
                Long.parseLong(words[4]),
                Long.parseLong(words[5]));
    }

    private static Outcome outcome(String[] words) {
        Outcome.Broken broken = new Outcome.Broken(words[2], words[3], Long.parseLong(words[1]));
        return new Outcome(Long.parseLong(words[0]), Tally.NOTHING, Optional.of(broken), 0);
    }
}
