package countersign.app.command.state;

import countersign.app.command.ConfigOption;
import countersign.app.command.Home;
import countersign.app.shell.Failure;
import countersign.app.shell.Fault;
import countersign.app.shell.Problem;
import countersign.app.shell.Shell;
import countersign.app.state.MarkText;
import countersign.app.state.StateCheck;
import countersign.app.state.StatePlace;

import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;

/// Reads every state and says all that is wrong.
@Command(
        name = "verify",
        mixinStandardHelpOptions = true,
        description =
                "Read the state of every configured validator and say all that is wrong with it."
                        + " Changes nothing; works beside a running signer.")
final class VerifyCommand implements Callable<Integer> {
    private final Shell shell;
    @Mixin private final ConfigOption config = new ConfigOption();

    VerifyCommand(Shell shell) {
        this.shell = shell;
    }

    @Override
    public Integer call() throws Failure {
        Home home = config.load(shell);
        List<Problem> problems = new ArrayList<>();
        for (StatePlace place : home.places()) {
            StateCheck check = StateCheck.of(place, home.states());
            String verdict = check.problems().isEmpty() ? "intact" : "see below";
            String mark = check.mark().map(MarkText::of).orElse("unreadable");
            shell.out()
                    .println(
                            place.chain()
                                    + " "
                                    + place.key().address().upperHex()
                                    + " "
                                    + mark
                                    + ", "
                                    + verdict
                                    + ": "
                                    + place.file());
            problems.addAll(check.problems());
        }
        if (!problems.isEmpty()) {
            throw new Failure(Fault.OPERATION, problems);
        }
        return 0;
    }
}
