package countersign.simulation;

import countersign.bytes.Bug;
import countersign.connection.Ticker;
import countersign.simulation.saboteur.Hunt;
import countersign.simulation.saboteur.Saboteur;
import countersign.simulation.saboteur.Saboteurs;
import countersign.simulation.saboteur.StaleSaboteurException;

import java.io.PrintStream;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.ServiceLoader;

/// `./run sim`: replays one seed, plays many, or lets the saboteurs loose.
public final class Main {
    private static final int EXIT_FOUND = 1;
    private static final int EXIT_USAGE = 64;

    private final Options options;
    private final PrintStream out;
    private final PrintStream err;
    private final Ticker ticker = Ticker.SYSTEM;
    private final long began = ticker.nanos();

    private Main(Options options, PrintStream out, PrintStream err) {
        this.options = options;
        this.out = out;
        this.err = err;
    }

    /// Exits with 0, with 1 where something was found, and with 64 for a wrong command line.
    public static void main(String[] arguments) throws InterruptedException {
        try {
            Options options = Options.parse(Arrays.asList(arguments));
            System.exit(new Main(options, System.out, System.err).run());
        } catch (IllegalArgumentException e) {
            System.err.print("error: " + e.getMessage() + "\n" + Options.USAGE);
            System.exit(EXIT_USAGE);
        } catch (StaleSaboteurException e) {
            System.err.println("error: " + e.getMessage());
            System.exit(EXIT_FOUND);
        }
    }

    private int run() throws InterruptedException, StaleSaboteurException {
        return switch (options.mode()) {
            case REPLAY -> replay();
            case MANY -> options.worker() ? work() : many();
            case SABOTEURS -> hunt();
        };
    }

    private int replay() throws StaleSaboteurException {
        Outcome outcome = trial().play(options.from(), options.steps(), out::println);
        out.println(outcome.tally() + ", trace " + Long.toHexString(outcome.hash()));
        if (outcome.broken().isEmpty()) {
            out.println("nothing found");
            return 0;
        }
        tell(outcome);
        return EXIT_FOUND;
    }

    private int work() throws StaleSaboteurException {
        Campaign campaign = new Campaign(trial(), tally -> out.println(Crew.line(tally)), ticker);
        Campaign.Result result = campaign.run(options);
        out.println(Crew.line(result.tally()));
        result.found().ifPresent(o -> out.println(Crew.line(o, o.broken().orElseThrow())));
        return result.found().isPresent() ? EXIT_FOUND : 0;
    }

    private int many() throws InterruptedException {
        Campaign.Result result = new Crew(options, new Progress(err, ticker)::hear).run();
        result.found().ifPresent(this::tell);
        double seconds = (ticker.nanos() - began) / 1e9;
        out.printf("%s in %.1f s%n", result.tally(), seconds);
        return result.found().isPresent() ? EXIT_FOUND : 0;
    }

    private void tell(Outcome outcome) {
        Outcome.Broken broken = outcome.broken().orElseThrow();
        out.printf(
                "seed=%d commit=%s step=%d%n%s%nreplay: ./run sim %d --steps %d%s%n",
                outcome.seed(),
                System.getProperty("countersign.commit", "unknown"),
                broken.step(),
                broken,
                outcome.seed(),
                options.steps(),
                options.saboteur().map(name -> " --saboteur " + name).orElse(""));
    }

    private int hunt() throws StaleSaboteurException {
        List<Saboteur> wanted =
                Saboteurs.all().stream()
                        .filter(s -> options.saboteur().map(s.name()::equals).orElse(true))
                        .toList();
        if (wanted.isEmpty()) {
            throw new IllegalArgumentException("no saboteur of that name");
        }
        boolean all = true;
        for (Saboteur saboteur : wanted) {
            Hunt hunt = new Hunt(Path.of(""), options.saboteurSeeds());
            Optional<Outcome> caught = hunt.hunt(saboteur, options.steps());
            all &= caught.isPresent();
            String how =
                    caught.map(o -> "seed " + o.seed() + ": " + o.broken().orElseThrow().checker())
                            .orElse("NOT CAUGHT");
            out.printf("%-22s  %-72s  %s%n", saboteur.name(), saboteur.breaks(), how);
        }
        return all ? 0 : EXIT_FOUND;
    }

    private Trial trial() throws StaleSaboteurException {
        if (options.saboteur().isEmpty()) {
            return ServiceLoader.load(Trial.class)
                    .findFirst()
                    .orElseThrow(() -> new Bug("the world is a service of this program"));
        }
        String name = options.saboteur().get();
        Saboteur saboteur =
                Saboteurs.all().stream()
                        .filter(s -> s.name().equals(name))
                        .findFirst()
                        .orElseThrow(() -> new IllegalArgumentException("no saboteur " + name));
        return new Hunt(Path.of(""), 1).trial(saboteur);
    }
}
