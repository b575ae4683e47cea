package countersign.guard;

import countersign.consensus.Hrs;

/// The one way down. Everything else that touches a mark can only move it up; this is called by the
/// command `state lower` and by nobody else, after an operator has typed what is given up.
///
/// There are chains that need it: one that halts and starts again below what its validators signed.
public final class Lowering {
    private Lowering() {}

    /// Takes the mark of an open state down to `to`, which itself counts as taken: everything above
    /// it up to `given`, the mark that the operator saw, may be signed a second time. Durable when
    /// it returns; a crash on the way leaves the old mark or the new one.
    ///
    /// A mark other than `given`, or a `to` that is not below it, is a bug.
    public static void lower(StateFile state, Mark given, Hrs to) throws StoreException {
        state.lower(given, new Mark.Burnt(to));
    }
}
