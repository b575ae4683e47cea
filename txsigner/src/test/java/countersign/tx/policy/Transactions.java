package countersign.tx.policy;

import countersign.bytes.Bytes;
import countersign.consensus.ChainId;
import countersign.tx.Coin;
import countersign.tx.Fee;
import countersign.tx.Transaction;
import countersign.tx.Transaction.Message;
import countersign.tx.Value;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;

/// Transactions and policies to judge with.
final class Transactions {
    static final ChainId CHAIN = new ChainId("test-1");
    static final Instant NOON = Instant.parse("2026-11-21T12:00:00Z");
    static final String SEND = "/cosmos.bank.v1beta1.MsgSend";
    static final String EXEC = "/cosmos.authz.v1beta1.MsgExec";

    private Transactions() {}

    static Transaction of(Message... messages) {
        return of("", new Fee(List.of(), 1), messages);
    }

    static Transaction of(String memo, Fee fee, Message... messages) {
        return new Transaction(CHAIN, fee, memo, List.of(messages), 0);
    }

    static Message send(String to, long amount) {
        return message(
                SEND,
                "from_address",
                address("cosmos1me"),
                "to_address",
                address(to),
                "amount",
                new Value.Items(List.of(coin("stake", amount))));
    }

    static Message exec(Message... inner) {
        List<Value> nested = List.of(inner).stream().<Value>map(Value.Nested::new).toList();
        return message(EXEC, "grantee", address("cosmos1me"), "msgs", new Value.Items(nested));
    }

    static Message message(String type, Object... namesAndValues) {
        return new Message(type, struct(namesAndValues));
    }

    static Value.Struct struct(Object... namesAndValues) {
        Map<String, Value> fields = new LinkedHashMap<>();
        for (int i = 0; i < namesAndValues.length; i += 2) {
            fields.put((String) namesAndValues[i], (Value) namesAndValues[i + 1]);
        }
        return new Value.Struct(fields);
    }

    static Value address(String text) {
        return new Value.Address(text, Bytes.EMPTY);
    }

    static Value.Struct coin(String denom, long amount) {
        return struct(
                "denom",
                new Value.Text(denom),
                "amount",
                new Value.Whole(BigInteger.valueOf(amount)));
    }

    static Coin paid(String denom, long amount) {
        return new Coin(denom, BigInteger.valueOf(amount));
    }

    static FieldRule field(String path, Constraint constraint) {
        return new FieldRule(List.of(path.split("\\.")), constraint);
    }

    static Constraint coins(long max, long maxPerDay) {
        return new Constraint.Coins(
                Map.of("stake", BigDecimal.valueOf(max)),
                Map.of("stake", BigDecimal.valueOf(maxPerDay)));
    }

    static MessageRule rule(String type, FieldRule... fields) {
        return new MessageRule(
                type, Optional.of(List.of(fields)), OptionalLong.empty(), OptionalLong.empty());
    }

    static Policy policy(Ceilings ceilings, MessageRule... rules) {
        Map<String, MessageRule> byType = new LinkedHashMap<>();
        for (MessageRule rule : rules) {
            byType.put(rule.type(), rule);
        }
        return new Policy(CHAIN, byType, ceilings, Window.ALWAYS);
    }
}
