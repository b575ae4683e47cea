package countersign.tx.once;

import countersign.tx.rpc.AccountAnswer;
import countersign.tx.rpc.BroadcastAnswer;
import countersign.tx.rpc.TxResult;

import java.util.Optional;
import java.util.OptionalLong;

/// When a transaction is handed in again, when it is given up, and when it is certain that it was
/// never executed.
///
/// The argument that nothing is executed twice: a request is carried out by the bytes that were
/// signed for it, and one account's transactions of the same sequence exclude each other. So a
/// request is only ever signed again when its first bytes can no longer be included, which is when
/// the chain has taken another transaction of that sequence or has passed the height until which
/// they are valid. Both are read off the chain's state and proven by its blocks, up to the one
/// whose state was read: behind one address there may be several nodes, some of them behind the
/// others. Neither a time-out nor a node's refusal nor its index are proof of anything.
///
/// Other requests may use a sequence again that was given up: of the two transactions the chain
/// executes one.
public final class OnceRules {
    /// How many blocks must follow the one that ended a transaction's time: the account is asked of
    /// one state and the index of another.
    public static final int SETTLE_BLOCKS = 2;

    /// How many blocks are waited for where the account's state is always that of a later block
    /// than the node has, or that of nobody knows which.
    public static final int UNCERTAIN_BLOCKS = 20;

    /// After how many blocks a transaction that was taken is handed in again: nodes lose their
    /// mempool when they restart, and throw out what is old.
    public static final int REBROADCAST_BLOCKS = 5;

    /// After how many refusals in a row, one at each height, a transaction is given up.
    public static final int REFUSALS_MAX = 8;

    /// At how many heights the proof is tried.
    public static final int PROOFS_MAX = 10;

    private OnceRules() {}

    /// The index does not have it, at this height. `account` is as it was told before the index was
    /// asked; empty where nobody could say.
    public static Step unseen(
            Pending pending, Watch watch, long height, Optional<AccountAnswer.Known> account) {
        boolean beyond = account.isPresent() && account.get().sequence() > pending.sequence();
        boolean expired = pending.timeoutHeight() > 0 && height >= pending.timeoutHeight();
        if (beyond || expired) {
            // The block that took the sequence must be among those that are looked through.
            boolean reached =
                    beyond && account.get().height() > 0 && account.get().height() <= height;
            return over(pending, watch, height, expired || reached);
        }
        Watch since = watch.over(OptionalLong.empty());
        if (account.isPresent() && account.get().sequence() < pending.sequence()) {
            // The node is behind, or was ahead of the truth when this was signed.
            return new Step.Wait(since);
        }
        if (since.refusals() >= REFUSALS_MAX) {
            return new Step.GiveUp("refused at " + REFUSALS_MAX + " heights in a row");
        }
        long again = since.broadcastHeight() + (since.inMempool() ? REBROADCAST_BLOCKS : 1);
        return height >= again ? new Step.Broadcast(since) : new Step.Wait(since);
    }

    /// Whether the sequence is taken and the index is about to say by what: most likely by this
    /// very transaction.
    public static boolean mayBeIndexedAnyTime(Watch watch, long height) {
        return watch.overSince().isPresent()
                && height < watch.overSince().getAsLong() + SETTLE_BLOCKS;
    }

    /// What follows from the node's answer to a broadcast.
    public static Step answered(Watch watch, long height, BroadcastAnswer answer) {
        return switch (answer) {
            case BroadcastAnswer.Taken _ -> new Step.Wait(watch.handedIn(true, height));
            // Remembered is not waiting: it may have been thrown out, so it is in doubt.
            case BroadcastAnswer.SeenBefore _ -> new Step.Wait(watch.seenBefore(height));
            case BroadcastAnswer.TurnedAway _ -> new Step.Wait(watch.turnedAway(height));
            case BroadcastAnswer.Refused(TxResult check) ->
                    watch.doubtful() || check.mayBeSequence()
                            ? new Step.Wait(watch.handedIn(false, height))
                            : new Step.GiveUp("refused by CheckTx");
        };
    }

    /// The broadcast brought no answer.
    public static Watch unanswered(Watch watch, long height) {
        return watch.doubted(height);
    }

    private static Step over(Pending pending, Watch watch, long height, boolean enough) {
        long since = watch.overSince().orElse(height);
        Watch over = watch.over(OptionalLong.of(since));
        if (height < since + (enough ? SETTLE_BLOCKS : UNCERTAIN_BLOCKS)) {
            return new Step.Wait(over);
        }
        if (over.unprovenBlocks() >= PROOFS_MAX) {
            return new Step.GiveUp("its time is over, and the blocks that would tell are not had");
        }
        return new Step.Prove(over, pending.signedHeight() + 1, height, enough);
    }
}
