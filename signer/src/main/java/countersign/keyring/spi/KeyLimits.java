package countersign.keyring.spi;

import countersign.bytes.Check;

import java.time.Duration;

/// What a key cannot sign and what is odd about it, so that an operator hears of it at the start
/// and not at a missed block.
///
/// @param messageBytesMax the longest message
/// @param roundMax the highest round of a vote or proposal
/// @param votesOnly whether it signs votes and proposals alone: no extension, no raw bytes, no
///   probe
/// @param ownState whether the device keeps a mark of its own, so that it signs nothing twice
/// @param firstSignatureMax how long its first signature may take, where a person must agree to it;
///   zero where nobody must
public record KeyLimits(
        int messageBytesMax,
        int roundMax,
        boolean votesOnly,
        boolean ownState,
        Duration firstSignatureMax) {
    /// A key that signs whatever it is given.
    public static final KeyLimits NONE = ofBytes(Integer.MAX_VALUE);

    public KeyLimits {
        Check.that(messageBytesMax > 0 && roundMax >= 0, "a key signs something");
        Check.that(!firstSignatureMax.isNegative(), "nothing takes less than no time");
    }

    /// A key that signs whatever is not longer than this.
    public static KeyLimits ofBytes(int messageBytesMax) {
        return new KeyLimits(messageBytesMax, Integer.MAX_VALUE, false, false, Duration.ZERO);
    }
}
