package countersign.tx.once;

import java.util.OptionalLong;

/// What was learnt of a pending transaction so far. None of it outlives the process: after a start
/// everything is in doubt.
///
/// @param doubtful whether a broadcast may have had an effect that no answer told of
/// @param inMempool whether the node took it when it was last handed in
/// @param refusals how many times in a row it was refused
/// @param broadcastHeight the height at which it was last handed in; -1 where it never was
/// @param overSince the first height at which the chain showed that its time is over
/// @param unprovenBlocks at how many heights the blocks that would prove it could not be had
public record Watch(
        boolean doubtful,
        boolean inMempool,
        int refusals,
        long broadcastHeight,
        OptionalLong overSince,
        int unprovenBlocks) {
    /// Of a transaction that nobody but this process has seen.
    public static final Watch FRESH = new Watch(false, false, 0, -1, OptionalLong.empty(), 0);

    /// Of one that an earlier process signed.
    public static final Watch INHERITED = new Watch(true, false, 0, -1, OptionalLong.empty(), 0);

    Watch handedIn(boolean taken, long height) {
        return new Watch(
                doubtful, taken, taken ? 0 : refusals + 1, height, overSince, unprovenBlocks);
    }

    /// The node remembers it. If it goes on remembering what it no longer has, waiting has an end.
    Watch seenBefore(long height) {
        return new Watch(true, true, refusals + 1, height, overSince, unprovenBlocks);
    }

    /// The node would not have it, for a reason that may have come to it too late.
    Watch turnedAway(long height) {
        return new Watch(true, false, refusals + 1, height, overSince, unprovenBlocks);
    }

    /// Whoever handed it in has no answer, or one that does not say.
    Watch doubted(long height) {
        return new Watch(true, false, refusals, height, overSince, unprovenBlocks);
    }

    Watch over(OptionalLong since) {
        return new Watch(doubtful, inMempool, refusals, broadcastHeight, since, unprovenBlocks);
    }

    /// Its blocks could not be had.
    public Watch unproven() {
        return new Watch(
                doubtful, inMempool, refusals, broadcastHeight, overSince, unprovenBlocks + 1);
    }
}
