package countersign.tx;

import java.util.List;

/// A request of the service that cannot be made a transaction: the service's fault, each problem
/// with its place in what it sent.
public final class RefusedRequestException extends Exception {
    private static final long serialVersionUID = 1L;

    private final transient List<String> problems;

    /// `problems` are one at least, as `3:14: $.tx.msgs[0].value.hash: what is wrong`.
    public RefusedRequestException(List<String> problems) {
        super(String.join("; ", problems));
        this.problems = List.copyOf(problems);
    }

    public List<String> problems() {
        return problems;
    }
}
