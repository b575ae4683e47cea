package countersign.app.command.state;

import countersign.app.command.ConfigOption;
import countersign.app.command.Home;
import countersign.app.command.Version;
import countersign.app.file.NewFile;
import countersign.app.foreign.ForeignFormat;
import countersign.app.foreign.ForeignText;
import countersign.app.interchange.InterchangeWriter;
import countersign.app.shell.Failure;
import countersign.app.shell.Shell;
import countersign.app.state.StatePlace;
import countersign.app.state.States;
import countersign.guard.Mark;

import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;

/// Writes marks for another signer.
@Command(
        name = "export",
        mixinStandardHelpOptions = true,
        description =
                "Write what every configured validator may have signed last, for another signer."
                        + " Stop this one first: its marks move on.")
final class ExportCommand implements Callable<Integer> {
    private static final String STDOUT = "-";

    private final Shell shell;
    @Mixin private final ConfigOption config = new ConfigOption();
    @Mixin private final Chosen chosen = new Chosen();

    @Option(
            names = "--format",
            paramLabel = "FORMAT",
            defaultValue = Formats.INTERCHANGE,
            description = "interchange, or the one whose state file it is to be")
    private String format = Formats.INTERCHANGE;

    @Parameters(
            arity = "0..1",
            paramLabel = "FILE",
            defaultValue = STDOUT,
            description = "must not exist; default: standard output")
    private String file = STDOUT;

    ExportCommand(Shell shell) {
        this.shell = shell;
    }

    @Override
    public Integer call() throws Failure {
        Optional<ForeignFormat> foreign = Formats.foreign(format);
        Home home = config.load(shell);
        Map<StatePlace, Mark> marks = new LinkedHashMap<>();
        for (StatePlace place : chosen.of(home)) {
            marks.put(place, States.read(place));
        }
        write(foreign.isPresent() ? one(foreign.get(), marks) : all(marks));
        return 0;
    }

    private String all(Map<StatePlace, Mark> marks) {
        List<String> unsigned = new ArrayList<>();
        marks.forEach(
                (place, mark) -> {
                    if (mark.place().isEmpty()) {
                        unsigned.add(place.toString());
                    }
                });
        unsigned.forEach(place -> shell.warn("nothing was signed yet for " + place + ": left out"));
        return InterchangeWriter.text(marks, "countersign " + Version.text(), Instant.now());
    }

    private static String one(ForeignFormat format, Map<StatePlace, Mark> marks) throws Failure {
        if (marks.size() != 1) {
            throw Failure.usage(
                    "a state of "
                            + format.word()
                            + " has one mark, and "
                            + marks.size()
                            + " are"
                            + " configured",
                    "choose one with --chain, and --key where the chain has several");
        }
        return ForeignText.of(format, marks.values().iterator().next());
    }

    private void write(String text) throws Failure {
        if (file.equals(STDOUT)) {
            shell.out().print(text);
            shell.out().flush();
            return;
        }
        Path path = shell.resolve(Path.of(file));
        NewFile.create(path, text.getBytes(StandardCharsets.UTF_8));
        shell.status("Exported", "marks: " + path);
    }
}
