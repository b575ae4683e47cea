package countersign.bytes;

/// We are wrong. Nobody catches this but the outermost frame, which prints it and ends the process:
/// for a signer a crash costs blocks, a wrong guess costs the stake.
public final class Bug extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public Bug(String invariant) {
        super("invariant violated: " + invariant);
    }

    public Bug(String invariant, Throwable cause) {
        super("invariant violated: " + invariant, cause);
    }
}
