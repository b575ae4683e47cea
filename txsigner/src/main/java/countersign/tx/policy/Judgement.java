package countersign.tx.policy;

import countersign.tx.Coin;
import countersign.tx.Fee;
import countersign.tx.Transaction;
import countersign.tx.Transaction.Message;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;

/// One transaction before its judge: from its outside to the messages within its messages.
final class Judgement {
    /// How deep a message may be within others. What a chain's modules do needs two.
    static final int NESTING_MAX = 4;

    private final Policy policy;
    private final Expenses expenses;
    private final Map<String, Long> counts = new HashMap<>();
    private long messages;

    Judgement(Policy policy, Spending spent) {
        this.policy = policy;
        this.expenses = new Expenses(spent);
    }

    Verdict of(Transaction transaction, Instant now) throws DeniedException {
        if (!transaction.chain().equals(policy.chain())) {
            throw new DeniedException(
                    "chain_id",
                    "the transaction is for chain %s instead of %s"
                            .formatted(Shown.text(transaction.chain().value()), policy.chain()));
        }
        Optional<Verdict.Denied> never = policy.window().refusal(now);
        if (never.isPresent()) {
            throw new DeniedException(never.get());
        }
        judge(transaction.fee());
        judgeMemo(transaction.memo());
        judge(transaction.messages(), "", 1);
        Ceilings.Counts limits = policy.ceilings().counts();
        atMost("policy.messages_max", messages, limits.messages(), "messages");
        expenses.count(
                "policy.transactions_max_per_day",
                BigDecimal.ONE,
                limits.transactionsPerDay(),
                "the transaction");
        return new Verdict.Allowed(expenses.all());
    }

    private void judge(Fee fee) throws DeniedException {
        Ceilings ceilings = policy.ceilings();
        atMost("policy.gas_max", fee.gas(), ceilings.gasMax(), "units of gas");
        Map<String, BigDecimal> paid = new LinkedHashMap<>();
        for (Coin coin : fee.amount()) {
            paid.merge(coin.denom(), new BigDecimal(coin.amount()), BigDecimal::add);
        }
        if (ceilings.feeMax().isPresent()) {
            Money.atMost("policy.fee_max", paid, ceilings.feeMax().get(), "the fee");
        }
        if (ceilings.feeMaxPerDay().isPresent()) {
            expenses.money(
                    "policy.fee_max_per_day", paid, ceilings.feeMaxPerDay().get(), "the fee");
        }
    }

    private void judgeMemo(String memo) throws DeniedException {
        Optional<List<Pattern>> allowed = policy.ceilings().memo();
        if (allowed.isPresent() && allowed.get().stream().noneMatch(p -> p.matches(memo))) {
            throw new DeniedException(
                    "policy.memo", "the memo " + Shown.text(memo) + " is not like any allowed one");
        }
    }

    private void judge(List<Message> all, String within, int depth) throws DeniedException {
        if (depth > NESTING_MAX) {
            throw new DeniedException(
                    "policy.message",
                    within + " holds messages more than %d deep".formatted(NESTING_MAX));
        }
        for (int i = 0; i < all.size(); i++) {
            String number = within.isEmpty() ? "message " + (i + 1) : within + "." + (i + 1);
            judge(all.get(i), number, depth);
        }
    }

    private void judge(Message message, String number, int depth) throws DeniedException {
        messages++;
        String name = number + " (" + Shown.bare(message.type()) + ")";
        MessageRule rule = policy.messages().get(message.type());
        if (rule == null) {
            throw new DeniedException("acl.msg_type", name + " is of a type that is not allowed");
        }
        long count = counts.merge(rule.type(), 1L, Long::sum);
        atMost(rule.place() + ".max", count, rule.max(), "messages of the type");
        expenses.count(rule.place() + ".max_per_day", BigDecimal.ONE, rule.maxPerDay(), name);
        if (rule.fields().isPresent()) {
            new FieldJudge(rule, message, name, expenses).judge(rule.fields().get());
        }
        judge(Leaves.nested(message.fields()), number, depth + 1);
    }

    private static void atMost(String rule, long number, OptionalLong max, String of)
            throws DeniedException {
        if (max.isPresent() && number > max.getAsLong()) {
            throw new DeniedException(
                    rule, "%d %s are more than %d".formatted(number, of, max.getAsLong()));
        }
    }
}
