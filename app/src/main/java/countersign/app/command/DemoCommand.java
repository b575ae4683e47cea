package countersign.app.command;

import countersign.app.key.KeyFiles;
import countersign.app.log.Log;
import countersign.app.log.LogWriter;
import countersign.app.provider.ConfiguredKeys;
import countersign.app.run.Service;
import countersign.app.shell.Failure;
import countersign.app.shell.Shell;
import countersign.app.state.Served;
import countersign.app.state.StatePlace;
import countersign.connection.PeerException;
import countersign.connection.Ticker;
import countersign.consensus.ChainId;
import countersign.consensus.KeyType;
import countersign.harness.demo.Demo;
import countersign.harness.demo.DemoReport;
import countersign.harness.demo.DemoSettings;
import countersign.harness.node.ListenAddress;
import countersign.harness.node.ListenException;
import countersign.harness.node.Sources;
import countersign.harness.wire.Dialect;

import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.stream.Stream;

/// Shows the signer at work without a node: it serves a node that only plays blocks, with a fresh
/// key, from a home that is deleted afterwards.
@Command(
        name = "demo",
        mixinStandardHelpOptions = true,
        description = "Sign the blocks of a node that is only played, for a minute.")
final class DemoCommand implements Callable<Integer> {
    private static final ChainId CHAIN = new ChainId("demo-1");

    private final Shell shell;

    @Option(
            names = "--seconds",
            paramLabel = "N",
            defaultValue = "60",
            description = "how long; default: ${DEFAULT-VALUE}")
    private int seconds = 60;

    DemoCommand(Shell shell) {
        this.shell = shell;
    }

    @Override
    public Integer call() throws Failure {
        if (seconds < 1) {
            throw Failure.usage("--seconds is below 1", "name how long to play");
        }
        DemoSettings settings =
                new DemoSettings(
                        new ListenAddress.Tcp("127.0.0.1", 0),
                        CHAIN,
                        Dialect.V0_38,
                        Duration.ofSeconds(1),
                        Duration.ofSeconds(seconds));
        Sources sources = new Sources(InstantSource.system(), Ticker.SYSTEM, new SecureRandom());
        try (Demo demo = Demo.listen(settings, sources, shell.out()::println)) {
            Path home = Files.createTempDirectory("countersign-demo");
            // The key must not outlive the demonstration, however that ends.
            Thread cleaning = new Thread(() -> deleteQuietly(home));
            Runtime.getRuntime().addShutdownHook(cleaning);
            return play(demo, home);
        } catch (ListenException e) {
            throw Failure.operation(e.what(), e.next());
        } catch (IOException e) {
            throw Failure.operation(
                    "cannot make or delete a folder for the demonstration: " + e.getMessage(),
                    "check the folder for temporary files");
        }
    }

    private int play(Demo demo, Path folder) throws Failure, IOException {
        Home home = makeHome(folder, demo.address().toString());
        Log quiet = new Log(shell.persona(), false, false, false);
        try (LogWriter log = quiet.open(OutputStream.nullOutputStream());
                ConfiguredKeys keys = ConfiguredKeys.open(home.config(), new KeyFiles(shell))) {
            for (StatePlace place : Served.places(home.config(), keys).values()) {
                home.states().create(place, Optional.empty(), false);
            }
            try (Service service = Service.open(home.config(), keys, home.states(), _ -> {}, log)) {
                service.start();
                return report(demo.run());
            }
        } catch (PeerException e) {
            throw Failure.operation(e.what(), e.next());
        }
    }

    private int report(DemoReport report) {
        shell.out()
                .printf(
                        "%d heights, %d signatures, %d requests for a second block refused%n",
                        report.heights(), report.signatures(), report.refusals());
        return report.isClean() ? 0 : 1;
    }

    private Home makeHome(Path folder, String address) throws Failure, IOException {
        KeyFiles keys = new KeyFiles(shell);
        keys.generate(folder.resolve("consensus.key"), KeyType.ED25519);
        keys.generate(folder.resolve("connection.key"), KeyType.ED25519);
        Path configuration = folder.resolve("tmkms.toml");
        Files.writeString(
                configuration,
                """
                [[chain]]
                id = "%1$s"
                key_format = { type = "hex" }
                state_file = "%2$s/state.json"

                [[providers.softsign]]
                chain_ids = ["%1$s"]
                path = "%2$s/consensus.key"

                [[validator]]
                chain_id = "%1$s"
                addr = "%3$s"
                secret_key = "%2$s/connection.key"
                """
                        .formatted(CHAIN, folder, address));
        return Home.load(configuration, shell);
    }

    private void deleteQuietly(Path folder) {
        try {
            delete(folder);
        } catch (IOException e) {
            shell.warn("cannot delete " + folder + ": " + e.getMessage());
        }
    }

    private static void delete(Path folder) throws IOException {
        List<Path> files;
        try (Stream<Path> all = Files.walk(folder)) {
            files = all.sorted(Comparator.reverseOrder()).toList();
        }
        for (Path file : files) {
            Files.delete(file);
        }
    }
}
