package countersign.tx;

import countersign.bytes.Check;
import countersign.consensus.ChainId;

import java.util.List;

/// A transaction of which everything is known: what a policy judges, and what is encoded if it may
/// be. There is nothing in the encoding that is not in here.
///
/// @param timeoutHeight the last height at which the chain may include it; 0 where it has no such
///   limit
public record Transaction(
        ChainId chain, Fee fee, String memo, List<Message> messages, long timeoutHeight) {
    public Transaction {
        messages = List.copyOf(messages);
        Check.that(!messages.isEmpty(), "a transaction does something");
        Check.that(timeoutHeight >= 0, "a height is not negative");
    }

    /// One message, decoded.
    ///
    /// @param type as in the request
    public record Message(String type, Value.Struct fields) {}
}
