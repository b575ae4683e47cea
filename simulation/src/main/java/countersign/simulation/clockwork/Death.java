package countersign.simulation.clockwork;

/// The process that this strand belongs to has died. An `Error`, so that nothing of the signer's
/// catches it; what the signer does while it unwinds no longer reaches the world.
public final class Death extends Error {
    private static final long serialVersionUID = 1L;

    public Death() {
        super("the process has died", null, false, false);
    }
}
