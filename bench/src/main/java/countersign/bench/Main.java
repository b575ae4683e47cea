package countersign.bench;

import countersign.bench.peer.Adapter;
import countersign.bench.peer.Adapters;
import countersign.bench.plan.Place;
import countersign.bench.plan.Soak;
import countersign.bench.ratio.Guards;
import countersign.connection.Ticker;
import countersign.harness.node.Sources;

import java.io.PrintStream;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;

/// `./run bench`: compares signers side by side, soaks them, disturbs one chain beside another, or
/// guards ratios. Runs in the root of the tree.
public final class Main {
    private static final int EXIT_FAILED = 1;
    private static final int EXIT_USAGE = 64;

    private final Options options;
    private final PrintStream out;
    private final Sources sources =
            new Sources(InstantSource.system(), Ticker.SYSTEM, new SecureRandom());

    private Main(Options options, PrintStream out) {
        this.options = options;
        this.out = out;
    }

    /// Exits with 0, with 1 where something failed, and with 64 for a wrong command line.
    public static void main(String[] arguments) {
        // Whoever stops it with a signal leaves no signer behind.
        Runtime.getRuntime()
                .addShutdownHook(
                        new Thread(
                                () ->
                                        ProcessHandle.current()
                                                .descendants()
                                                .forEach(ProcessHandle::destroyForcibly)));
        try {
            System.exit(new Main(Options.parse(Arrays.asList(arguments)), System.out).run());
        } catch (IllegalArgumentException e) {
            System.err.print("error: " + e.getMessage() + "\n" + Options.USAGE);
            System.exit(EXIT_USAGE);
        } catch (BenchException e) {
            System.err.println("error: " + e.what());
            if (!e.next().isEmpty()) {
                System.err.println("next: " + e.next());
            }
            System.exit(EXIT_FAILED);
        }
    }

    private int run() throws BenchException {
        return switch (options.mode()) {
            case RATIOS -> Guards.run(out::println) ? 0 : EXIT_FAILED;
            case TABLES -> {
                try (Place scratch = disk()) {
                    new Comparison(options, sources, out::println).run(present(scratch));
                    yield 0;
                }
            }
            case SOAK -> {
                try (Place scratch = disk()) {
                    soak(scratch);
                    yield 0;
                }
            }
            case ISOLATION -> {
                try (Place scratch = disk()) {
                    new Neighbours(options, scratch, sources, out::println)
                            .run(present(scratch).keySet());
                    yield 0;
                }
            }
        };
    }

    private void soak(Place scratch) throws BenchException {
        Soak soak = new Soak(scratch, options.amounts().signatures(), sources, out::println);
        for (Adapter adapter : present(scratch).keySet()) {
            soak.run(adapter);
        }
    }

    private Place disk() throws BenchException {
        return Place.under("disk", options.folders().disk());
    }

    private Map<Adapter, String> present(Place scratch) throws BenchException {
        Path root = Path.of("").toAbsolutePath();
        Adapters adapters =
                new Adapters(
                        root.resolve("bench/adapters"),
                        Map.of("REPOSITORY", root.toString(), "PEERS", peers().toString()));
        return adapters.present(options.peers(), scratch.folder(), out::println);
    }

    /// Where `scripts/peers` puts what it builds.
    private static Path peers() {
        return variable("COUNTERSIGN_PEERS")
                .map(Path::of)
                .orElseGet(
                        () ->
                                variable("XDG_CACHE_HOME")
                                        .map(Path::of)
                                        .orElse(Path.of(System.getProperty("user.home"), ".cache"))
                                        .resolve("countersign")
                                        .resolve("peers"));
    }

    private static Optional<String> variable(String name) {
        return Optional.ofNullable(System.getenv(name)).filter(value -> !value.isEmpty());
    }
}
