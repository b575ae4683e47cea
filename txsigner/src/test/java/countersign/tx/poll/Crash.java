package countersign.tx.poll;

/// The end of a simulated process.
final class Crash extends RuntimeException {
    private static final long serialVersionUID = 1L;

    Crash() {
        super("", null, false, false);
    }
}
