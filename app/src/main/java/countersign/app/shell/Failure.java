package countersign.app.shell;

import countersign.bytes.Check;

import java.util.List;
import java.util.stream.Collectors;

/// A command cannot do what it was asked, for one reason or for several at once.
public final class Failure extends Exception {
    private static final long serialVersionUID = 1L;

    private final Fault fault;
    private final transient List<Problem> problems;

    public Failure(Fault fault, List<Problem> problems) {
        super(problems.stream().map(Problem::what).collect(Collectors.joining("; ")));
        Check.that(!problems.isEmpty(), "a failure has a reason");
        this.fault = fault;
        this.problems = List.copyOf(problems);
    }

    public static Failure usage(String what, String next) {
        return new Failure(Fault.USAGE, List.of(new Problem(what, next)));
    }

    /// A word of the command line that tmkms would have looked at later than its options.
    public static Failure operand(String what, String next) {
        return new Failure(Fault.OPERANDS, List.of(new Problem(what, next)));
    }

    public static Failure configuration(String what, String next) {
        return new Failure(Fault.CONFIGURATION, List.of(new Problem(what, next)));
    }

    public static Failure operation(String what, String next) {
        return new Failure(Fault.OPERATION, List.of(new Problem(what, next)));
    }

    public Fault fault() {
        return fault;
    }

    public List<Problem> problems() {
        return problems;
    }
}
