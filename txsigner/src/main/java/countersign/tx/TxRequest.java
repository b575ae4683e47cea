package countersign.tx;

import countersign.bytes.Check;
import countersign.consensus.ChainId;
import countersign.json.JsonValue;
import countersign.json.Spot;

import java.util.List;

/// A transaction as a service asks for it: its form is right, its messages are not looked into yet.
///
/// @param messages at least one
public record TxRequest(ChainId chain, Fee fee, String memo, List<Asked> messages) {
    public TxRequest {
        messages = List.copyOf(messages);
        Check.that(!messages.isEmpty(), "a transaction does something");
    }

    /// One message in JSON.
    ///
    /// @param type as the service names it: `oracle/MsgExchangeRateVote`, or
    ///   `/cosmos.bank.v1beta1.MsgSend`
    public record Asked(Spot at, String type, JsonValue.Members value) {}
}
