package countersign.harness.suite;

/// The signer did not do what a check demands. The message is the reason, for the report.
final class CheckFailedException extends Exception {
    private static final long serialVersionUID = 1L;

    private final String reason;

    CheckFailedException(String reason) {
        super(reason);
        this.reason = reason;
    }

    String reason() {
        return reason;
    }
}
