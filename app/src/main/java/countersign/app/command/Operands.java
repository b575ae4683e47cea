package countersign.app.command;

import countersign.app.shell.Failure;
import countersign.app.shell.Shell;

import picocli.CommandLine.Parameters;

import java.nio.file.Path;
import java.util.List;

/// The paths that a command line ends with. Counted here and not by picocli, since tmkms has an
/// exit code of its own for a wrong number.
public final class Operands {
    @Parameters(arity = "0..*", paramLabel = "PATH")
    private List<String> paths = List.of();

    /// The paths, made absolute, if there are exactly as many as `names` has words.
    public List<Path> exactly(Shell shell, String names) throws Failure {
        int wanted = names.split(" ").length;
        if (paths.size() != wanted) {
            String what =
                    "expected "
                            + wanted
                            + (wanted == 1 ? " argument" : " arguments")
                            + ", got "
                            + paths.size();
            throw Failure.operand(what, "name " + names);
        }
        return paths.stream().map(Path::of).map(shell::resolve).toList();
    }
}
