package countersign.app.command.state;

import countersign.app.command.Home;
import countersign.app.command.PlaceOptions;
import countersign.app.config.ChainIds;
import countersign.app.migrate.NewHome;
import countersign.app.migrate.OldHomes;
import countersign.app.migrate.Origin;
import countersign.app.migrate.Plan;
import countersign.app.migrate.Wanted;
import countersign.app.shell.Failure;
import countersign.app.shell.Shell;
import countersign.consensus.Hrs;

import org.jspecify.annotations.Nullable;

import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;

/// Moves in from another signer: configuration, keys and states in one go.
@Command(
        name = "migrate",
        mixinStandardHelpOptions = true,
        description =
                "Make a new home of what another signer has at OLD: its configuration, keys and"
                        + " states. Shows first what it will write, and asks. OLD stays as it is."
                        + " Stop the old signer first.")
final class MigrateCommand implements Callable<Integer> {
    private final Shell shell;

    @Parameters(
            index = "0",
            paramLabel = "FROM",
            description = "tmkms, tmkms-light, horcrux, cosmos-kms or file-pv (the node itself)")
    private String from = "";

    @Parameters(index = "1", paramLabel = "OLD", description = "the old home, or its configuration")
    private Path old = Path.of("");

    @Option(
            names = "--home",
            required = true,
            paramLabel = "NEW",
            description = "the new home, which must not exist or be empty")
    private Path home = Path.of("");

    @Option(names = "--dry-run", description = "show what would be written, and write nothing")
    private boolean dryRun;

    @Option(names = "--yes", description = "do not ask")
    private boolean yes;

    @Option(
            names = "--height",
            paramLabel = "H",
            description = "sign nothing up to this height; needed where a state is missing")
    private @Nullable Long height;

    @Option(
            names = "--chain",
            paramLabel = "CHAIN",
            description = "the chain, where the old home does not say it; that of --height")
    private @Nullable String chain;

    @Option(
            names = "--node",
            paramLabel = "ADDR",
            description = "a node to serve, where the old home does not say which; repeatable")
    private List<String> nodes = List.of();

    @Option(
            names = "--key",
            paramLabel = "FILE",
            description = "the whole key, where the old home has only a share of it")
    private @Nullable Path key;

    MigrateCommand(Shell shell) {
        this.shell = shell;
    }

    @Override
    public Integer call() throws Failure {
        Wanted wanted = wanted();
        Plan plan =
                wanted.origin() == Origin.TMKMS
                        ? OldHomes.read(wanted, Home.load(tmkmsFile(wanted), shell).old(), shell)
                        : OldHomes.read(wanted, shell);
        NewHome fresh = new NewHome(plan, shell);
        fresh.requireRoom();
        plan.lines().forEach(shell.out()::println);
        if (dryRun) {
            return 0;
        }
        if (!yes && !shell.ask("Type `yes` to write this:\n> ", "add --yes").equals("yes")) {
            throw Failure.operation("not confirmed: nothing was written", "");
        }
        // Whatever is odd about the configuration has been said of the old one.
        fresh.make(draft -> Home.load(draft, shell.mute()).check());
        Home made = Home.load(wanted.home().resolve("tmkms.toml"), shell);
        made.check();
        made.changes("migrate " + wanted.origin().word()).tellOfAll(made.places());
        shell.status("Migrated", "home: " + wanted.home());
        shell.out().println();
        shell.out().println("Still to be done by hand:");
        int number = 1;
        for (String line : plan.byHand()) {
            shell.out().println("  " + number++ + ". " + line);
        }
        return 0;
    }

    private static Path tmkmsFile(Wanted wanted) {
        return Files.isDirectory(wanted.old()) ? wanted.old().resolve("tmkms.toml") : wanted.old();
    }

    private Wanted wanted() throws Failure {
        Optional<Origin> origin = Origin.named(from);
        if (origin.isEmpty()) {
            throw Failure.operand("cannot migrate from " + from, Origin.words());
        }
        if (height != null && height < 1) {
            throw Failure.usage(
                    "--height is below 1", "name the last height that may have been signed");
        }
        if (chain != null && !ChainIds.isPlain(chain)) {
            throw Failure.usage("--chain is no chain id", "1 to 50 letters, digits, `.`, `_`, `-`");
        }
        Optional<Hrs> floor = Optional.ofNullable(height).map(PlaceOptions::wholeHeight);
        return new Wanted(
                origin.get(),
                shell.resolve(old),
                shell.resolve(home),
                Optional.ofNullable(chain),
                nodes,
                Optional.ofNullable(key).map(shell::resolve),
                floor);
    }
}
