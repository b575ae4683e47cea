package countersign.tx.once;

/// What follows from what the chain shows of a pending transaction.
public sealed interface Step {
    /// Look again when there is another block.
    record Wait(Watch watch) implements Step {}

    /// Hand the very same bytes in again.
    record Broadcast(Watch watch) implements Step {}

    /// Its time is over and the index does not have it. Look for it in every block from `from` to
    /// `to`.
    ///
    /// @param enough whether it was never executed and never will be if none of these has it; where
    ///   it is not, such a transaction is given up
    record Prove(Watch watch, long from, long to, boolean enough) implements Step {}

    /// It is not waited for any longer. Its request must never be signed again, since nobody can
    /// say that it was not carried out.
    record GiveUp(String why) implements Step {}
}
