package countersign.app.command.state;

import countersign.app.command.ConfigOption;
import countersign.app.command.Home;
import countersign.app.foreign.ForeignFiles;
import countersign.app.foreign.ForeignFormat;
import countersign.app.interchange.Interchange;
import countersign.app.interchange.InterchangeReader;
import countersign.app.interchange.MarkImport;
import countersign.app.shell.Failure;
import countersign.app.shell.Shell;
import countersign.app.state.MarkText;
import countersign.app.state.StateChanges;
import countersign.app.state.StatePlace;
import countersign.consensus.Hrs;
import countersign.json.JsonValue;

import org.jspecify.annotations.Nullable;

import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;

/// Takes marks over from another signer.
@Command(
        name = "import",
        mixinStandardHelpOptions = true,
        description =
                "Take over the marks in FILE, which `state export` or another signer wrote. Marks"
                        + " only move up; all of the file is taken, or nothing. Neither signer"
                        + " may be running.")
final class ImportCommand implements Callable<Integer> {
    private final Shell shell;
    @Mixin private final ConfigOption config = new ConfigOption();
    @Mixin private final Chosen chosen = new Chosen();

    @Option(
            names = "--from-format",
            paramLabel = "FORMAT",
            description = "interchange, or the signer that wrote it; default: as it looks")
    private @Nullable String format;

    @Parameters(
            paramLabel = "FILE",
            description = "the file, or the folder of Horcrux's state files")
    private Path file = Path.of("");

    ImportCommand(Shell shell) {
        this.shell = shell;
    }

    @Override
    public Integer call() throws Failure {
        Optional<ForeignFormat> foreign =
                format == null ? Optional.empty() : Formats.foreign(format);
        Home home = config.load(shell);
        Path path = shell.resolve(file);
        Map<StatePlace, Hrs> floors =
                isInterchange(path, foreign)
                        ? interchange(home, path)
                        : foreign(home, path, foreign);
        StateChanges changes = home.changes("state import");
        changes.takeOver(floors).forEach((place, outcome) -> say(place, outcome));
        return 0;
    }

    private boolean isInterchange(Path path, Optional<ForeignFormat> foreign) throws Failure {
        if (format != null || Files.isDirectory(path, LinkOption.NOFOLLOW_LINKS)) {
            return format != null && foreign.isEmpty();
        }
        return InterchangeReader.isInterchange(InterchangeReader.json(path));
    }

    private Map<StatePlace, Hrs> interchange(Home home, Path path) throws Failure {
        JsonValue json = InterchangeReader.json(path);
        Interchange read = InterchangeReader.read(path.toString(), json);
        // That the chains that were named are configured is checked with them.
        List<StatePlace> configured = chosen.of(home);
        Map<StatePlace, Hrs> floors =
                MarkImport.floors(
                        read,
                        configured,
                        chosen.chains(),
                        mark -> chosen.means(mark.key().address()));
        for (StatePlace place : configured) {
            if (!floors.containsKey(place)) {
                shell.warn(path + " says nothing about " + place + ", which stays as it is");
            }
        }
        return floors;
    }

    /// A file of another signer does not say whose it is: that must be clear without it.
    private Map<StatePlace, Hrs> foreign(Home home, Path path, Optional<ForeignFormat> foreign)
            throws Failure {
        List<StatePlace> places = chosen.of(home);
        if (places.size() != 1) {
            throw Failure.usage(
                    path + " has the mark of one key, and " + places.size() + " are configured",
                    "choose one with --chain, and --key where the chain has several");
        }
        StatePlace place = places.getFirst();
        ForeignFiles.Found found = ForeignFiles.read(path, foreign, place.chain());
        String at = found.place().map(MarkText::of).orElse("nothing signed");
        for (Path from : found.files()) {
            shell.status("Read", "state of " + found.layout().title() + ": " + from);
        }
        if (found.place().isEmpty()) {
            shell.warn("nothing was signed there: " + path);
            return Map.of();
        }
        shell.status("Found", at + " for " + place);
        return Map.of(place, found.place().get());
    }

    private void say(StatePlace place, StateChanges.Outcome outcome) {
        String verb =
                switch (outcome) {
                    case GENERATED -> "Generated";
                    case RAISED -> "Raised";
                    case KEPT -> "Kept";
                };
        shell.status(verb, "state: " + place.file());
    }
}
