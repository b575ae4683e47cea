package countersign.app.command;

import countersign.app.shell.Failure;
import countersign.app.shell.Shell;
import countersign.connection.Ticker;
import countersign.consensus.ChainId;
import countersign.harness.node.ListenAddress;
import countersign.harness.node.ListenException;
import countersign.harness.node.Sources;
import countersign.harness.suite.HarnessRun;
import countersign.harness.suite.HarnessSettings;
import countersign.harness.wire.Dialect;

import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

import java.security.SecureRandom;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/// The node's side of the wire.
@Command(
        name = "harness",
        mixinStandardHelpOptions = true,
        description = "Put any signer through what a node does.")
final class HarnessCommands {
    private final Shell shell;

    HarnessCommands(Shell shell) {
        this.shell = shell;
    }

    @Command(
            mixinStandardHelpOptions = true,
            description =
                    "Listen as a node of every version in turn and check how the signer that"
                            + " connects answers. It uses up some 50 heights a version, for good:"
                            + " never let a signer with a live key connect.")
    int run(
            @Option(
                            names = "--addr",
                            paramLabel = "ADDR",
                            defaultValue = "tcp://127.0.0.1:26659",
                            description =
                                    "tcp://HOST:PORT or unix://PATH; default: ${DEFAULT-VALUE}")
                    String address,
            @Option(names = "--chain-id", required = true, paramLabel = "CHAIN") String chain,
            @Option(
                            names = "--height",
                            paramLabel = "H",
                            defaultValue = "1",
                            description = "the first height; default: ${DEFAULT-VALUE}")
                    long height,
            @Option(
                            names = "--versions",
                            paramLabel = "VERSIONS",
                            split = ",",
                            defaultValue = "",
                            description = "with commas between; default: all")
                    List<String> versions,
            @Option(
                            names = "--patience",
                            paramLabel = "SECONDS",
                            defaultValue = "30",
                            description =
                                    "how long to wait for the signer; default: ${DEFAULT-VALUE}")
                    int patience)
            throws Failure {
        HarnessSettings settings =
                settings(address, chain, dialects(versions), height, Duration.ofSeconds(patience));
        Sources sources = new Sources(InstantSource.system(), Ticker.SYSTEM, new SecureRandom());
        try {
            return new HarnessRun(settings, sources, shell.out()::println).run().exitCode();
        } catch (ListenException e) {
            throw Failure.operation(e.what(), e.next());
        }
    }

    private static HarnessSettings settings(
            String address, String chain, List<Dialect> dialects, long height, Duration patience)
            throws Failure {
        try {
            return new HarnessSettings(
                    ListenAddress.parse(address),
                    new ChainId(chain),
                    Optional.empty(),
                    dialects,
                    height,
                    patience);
        } catch (IllegalArgumentException e) {
            throw Failure.usage(String.valueOf(e.getMessage()), "`harness run --help`");
        }
    }

    private static List<Dialect> dialects(List<String> labels) throws Failure {
        if (labels.equals(List.of(""))) {
            return List.of(Dialect.values());
        }
        List<Dialect> dialects = new ArrayList<>();
        for (String label : labels) {
            dialects.add(
                    Dialect.ofLabel(label)
                            .orElseThrow(
                                    () ->
                                            Failure.usage(
                                                    "unknown version: " + label,
                                                    "known: "
                                                            + Arrays.toString(Dialect.values()))));
        }
        return dialects;
    }
}
