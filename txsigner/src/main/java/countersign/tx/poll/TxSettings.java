package countersign.tx.poll;

import countersign.bytes.Check;
import countersign.consensus.ChainId;
import countersign.tx.AccountNumber;
import countersign.tx.TxFormat;
import countersign.tx.once.Judge;

import java.time.Duration;
import java.util.Optional;

/// What one transaction signer does.
///
/// @param address of the account, as the chain's nodes want it written
/// @param accountNumber as configured; where the chain says another one, nothing is signed
/// @param judge what the account's owner allows
/// @param timeoutBlocks how many blocks a transaction may wait for its inclusion, on chains where
///   it can say so
public record TxSettings(
        ChainId chain,
        TxFormat format,
        Judge judge,
        String address,
        Optional<AccountNumber> accountNumber,
        Interval interval,
        long timeoutBlocks) {
    /// How long a transaction waits unless something else is asked for.
    public static final long TIMEOUT_BLOCKS = 20;

    public TxSettings {
        Check.that(timeoutBlocks > 0, "a transaction waits for one block at least");
    }

    /// When the service is asked.
    ///
    /// @param blocks at every height that is a multiple of it
    /// @param atLeast how much time passes in between, whatever the blocks do
    public record Interval(long blocks, Duration atLeast) {
        /// As tmkms waits unless it is told otherwise.
        public static final Duration AT_LEAST = Duration.ofSeconds(5);

        public Interval {
            Check.that(blocks > 0, "a multiple of nothing never comes");
            Check.that(!atLeast.isNegative(), "time does not run backwards");
        }

        long after(long height) {
            return height - height % blocks + blocks;
        }
    }
}
