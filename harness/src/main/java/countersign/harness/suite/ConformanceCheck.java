package countersign.harness.suite;

import countersign.connection.PeerException;
import countersign.harness.wire.Dialect;

import java.util.function.Predicate;

/// One thing that a signer must do, in the dialects that it `applies` to.
record ConformanceCheck(String name, Predicate<Dialect> applies, Body body) {
    /// A check in every dialect.
    static ConformanceCheck everywhere(String name, Body body) {
        return new ConformanceCheck(name, _ -> true, body);
    }

    /// Returns where the signer did it.
    interface Body {
        void run(Stage stage) throws CheckFailedException, PeerException;
    }
}
