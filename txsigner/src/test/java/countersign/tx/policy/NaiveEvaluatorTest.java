package countersign.tx.policy;

import static countersign.tx.policy.Transactions.CHAIN;
import static countersign.tx.policy.Transactions.NOON;
import static countersign.tx.policy.Transactions.coin;
import static countersign.tx.policy.Transactions.field;
import static countersign.tx.policy.Transactions.paid;
import static countersign.tx.policy.Transactions.struct;

import static org.junit.jupiter.api.Assertions.assertTrue;

import countersign.tx.Coin;
import countersign.tx.Fee;
import countersign.tx.Transaction;
import countersign.tx.Transaction.Message;
import countersign.tx.Value;

import org.junit.jupiter.api.Test;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Random;
import java.util.Set;

/// Random policies and transactions, judged here once more from the ground up: every message is
/// written out as lines of path and text, and the lines are looked at one by one.
final class NaiveEvaluatorTest {
    private static final int CASES = 60_000;
    private static final List<String> TYPES = List.of("send", "vote", "exec");
    private static final List<String> NAMES = List.of("to", "amount", "rate", "note");

    private final Random random = new Random(20261121);

    /// @param item whether it is one of a list
    private record Line(String path, Value value, boolean item) {}

    @Test
    void nothingIsAllowed_thatANaiveEvaluatorRefuses() {
        int allowed = 0;
        int denied = 0;
        for (int i = 0; i < CASES; i++) {
            Policy policy = policy();
            Transaction transaction = transaction();
            BigDecimal before = BigDecimal.valueOf(random.nextInt(8));
            Verdict verdict = policy.judge(transaction, NOON, (_, _) -> before);
            if (verdict instanceof Verdict.Allowed) {
                allowed++;
                String story = policy + "\n" + transaction + "\nbefore: " + before;
                assertTrue(allows(policy, transaction, before), story);
            } else {
                denied++;
            }
        }
        assertTrue(allowed > CASES / 50 && denied > CASES / 50, allowed + " and " + denied);
    }

    private static boolean allows(Policy policy, Transaction tx, BigDecimal before) {
        List<Message> all = new ArrayList<>();
        tx.messages().forEach(message -> flatten(message, all));
        Map<String, BigDecimal> fee = new HashMap<>();
        for (Coin coin : tx.fee().amount()) {
            fee.merge(coin.denom(), new BigDecimal(coin.amount()), BigDecimal::add);
        }
        Ceilings c = policy.ceilings();
        boolean good =
                c.gasMax().orElse(Long.MAX_VALUE) >= tx.fee().gas()
                        && c.counts().messages().orElse(99) >= all.size()
                        && (c.feeMax().isEmpty() || isWithin(fee, c.feeMax().get(), 0))
                        && (c.feeMaxPerDay().isEmpty()
                                || isWithin(fee, c.feeMaxPerDay().get(), before.longValue()));
        for (Message message : all) {
            MessageRule rule = policy.messages().get(message.type());
            good &= rule != null && allows(rule, message);
        }
        for (MessageRule rule : policy.messages().values()) {
            List<Message> ofType = all.stream().filter(m -> m.type().equals(rule.type())).toList();
            good &= ofType.size() <= rule.max().orElse(99);
            good &=
                    ofType.isEmpty()
                            || ofType.size() + before.longValue() <= rule.maxPerDay().orElse(99);
            for (FieldRule field : rule.fields().orElse(List.of())) {
                if (field.constraint() instanceof Constraint.Coins(var _, var daily)
                        && !daily.isEmpty()) {
                    Map<String, BigDecimal> sum = new HashMap<>();
                    ofType.forEach(m -> addCoins(lines(m), field.text(), sum));
                    good &= isWithin(sum, daily, before.longValue());
                }
            }
        }
        return good;
    }

    private static boolean allows(MessageRule rule, Message message) {
        if (rule.fields().isEmpty()) {
            return true;
        }
        for (Line line : lines(message)) {
            if (isEmpty(line)) {
                continue;
            }
            boolean named = false;
            for (FieldRule field : rule.fields().get()) {
                String path = field.text();
                boolean here = line.path().equals(path);
                boolean below = line.path().startsWith(path + ".");
                switch (field.constraint()) {
                    case Constraint.Anything _ -> named |= here || below;
                    case Constraint.OneOf(Set<String> in) -> {
                        if (here && !in.contains(text(line.value()))) {
                            return false;
                        }
                        named |= here;
                    }
                    case Constraint.Like(List<Pattern> like) -> {
                        if (here && like.stream().noneMatch(p -> p.matches(text(line.value())))) {
                            return false;
                        }
                        named |= here;
                    }
                    case Constraint.Within within -> {
                        if (here && !isWithin(text(line.value()), within)) {
                            return false;
                        }
                        named |= here;
                    }
                    case Constraint.Coins(Map<String, BigDecimal> max, var _) -> {
                        Map<String, BigDecimal> sum = new HashMap<>();
                        addCoins(lines(message), path, sum);
                        if (!max.isEmpty() && !isWithin(sum, max, 0)) {
                            return false;
                        }
                        named |= below;
                    }
                }
            }
            if (!named) {
                return false;
            }
        }
        return true;
    }

    private static boolean isWithin(String text, Constraint.Within within) {
        double number = Double.parseDouble(text);
        return number >= within.min().map(BigDecimal::doubleValue).orElse(-1e9)
                && number <= within.max().map(BigDecimal::doubleValue).orElse(1e9);
    }

    private static boolean isWithin(
            Map<String, BigDecimal> sum, Map<String, BigDecimal> max, long before) {
        return sum.entrySet().stream()
                .filter(coin -> coin.getValue().signum() > 0)
                .allMatch(
                        coin ->
                                coin.getValue().longValue() + before
                                        <= max.getOrDefault(coin.getKey(), BigDecimal.ZERO)
                                                .longValue());
    }

    /// A denom and the amount behind it are neighbours.
    private static void addCoins(List<Line> lines, String path, Map<String, BigDecimal> sum) {
        for (int i = 0; i + 1 < lines.size(); i++) {
            if (lines.get(i).path().equals(path + ".denom")) {
                BigDecimal amount = new BigDecimal(text(lines.get(i + 1).value()));
                sum.merge(text(lines.get(i).value()), amount, BigDecimal::add);
            }
        }
    }

    private static void flatten(Message message, List<Message> all) {
        all.add(message);
        lines(message).stream()
                .filter(line -> line.value() instanceof Value.Nested)
                .forEach(line -> flatten(((Value.Nested) line.value()).message(), all));
    }

    private static List<Line> lines(Message message) {
        List<Line> lines = new ArrayList<>();
        message.fields().fields().forEach((name, value) -> write(name, value, false, lines));
        return lines;
    }

    private static void write(String path, Value value, boolean item, List<Line> lines) {
        if (value instanceof Value.Struct(var fields)) {
            fields.forEach((name, inner) -> write(path + "." + name, inner, false, lines));
        } else if (value instanceof Value.Items(var items)) {
            items.forEach(one -> write(path, one, true, lines));
        } else {
            lines.add(new Line(path, value, item));
        }
    }

    private static boolean isEmpty(Line line) {
        return line.value() instanceof Value.Nested
                || (!line.item() && List.of("", "0").contains(text(line.value())));
    }

    private static String text(Value value) {
        return value instanceof Value.Whole(var whole)
                ? whole.toString()
                : value instanceof Value.Text(var text) ? text : "?";
    }

    private Policy policy() {
        Map<String, MessageRule> rules = new LinkedHashMap<>();
        for (String type : TYPES) {
            if (random.nextInt(5) > 0) {
                Optional<List<FieldRule>> fields =
                        random.nextInt(3) == 0 ? Optional.empty() : Optional.of(fields());
                rules.put(type, new MessageRule(type, fields, limit(3), limit(9)));
            }
        }
        Ceilings ceilings =
                new Ceilings(
                        maybeCoins(),
                        maybeCoins(),
                        limit(6),
                        Optional.empty(),
                        new Ceilings.Counts(limit(4), OptionalLong.empty()));
        return new Policy(CHAIN, rules, ceilings, Window.ALWAYS);
    }

    private List<FieldRule> fields() {
        List<FieldRule> rules = new ArrayList<>();
        for (String name : NAMES) {
            if (random.nextInt(6) > 0) {
                rules.add(field(name, constraint(name)));
            }
        }
        rules.add(field("msgs", new Constraint.Anything()));
        return rules;
    }

    private Constraint constraint(String name) {
        BigDecimal low = BigDecimal.valueOf(random.nextInt(3));
        BigDecimal high = BigDecimal.valueOf(random.nextInt(3) + 2L);
        return switch (random.nextInt(3)) {
            case 0 -> new Constraint.Anything();
            case 1 ->
                    new Constraint.Like(
                            List.of(new Pattern("a*"), new Pattern(random.nextInt(4) + "")));
            default ->
                    switch (name) {
                        case "amount" ->
                                new Constraint.Coins(
                                        maybeCoins().orElse(Map.of()),
                                        maybeCoins().orElse(Map.of()));
                        case "rate" ->
                                new Constraint.Within(
                                        Optional.of(low), Optional.of(high), Optional.empty());
                        default -> new Constraint.OneOf(Set.of("a", "b", "2"));
                    };
        };
    }

    private OptionalLong limit(int max) {
        return random.nextBoolean() ? OptionalLong.empty() : OptionalLong.of(random.nextInt(max));
    }

    private Optional<Map<String, BigDecimal>> maybeCoins() {
        return random.nextBoolean()
                ? Optional.empty()
                : Optional.of(
                        Map.of(
                                "x", BigDecimal.valueOf(random.nextInt(12)),
                                "y", BigDecimal.valueOf(random.nextInt(12))));
    }

    private Transaction transaction() {
        List<Coin> fee = new ArrayList<>();
        for (int i = random.nextInt(3); i > 0; i--) {
            fee.add(paid(denom(), random.nextInt(4)));
        }
        List<Message> messages = new ArrayList<>(List.of(message(0)));
        for (int i = random.nextInt(3); i > 0; i--) {
            messages.add(message(0));
        }
        return new Transaction(CHAIN, new Fee(fee, random.nextInt(6)), "", messages, 0);
    }

    private Message message(int depth) {
        String type = TYPES.get(random.nextInt(TYPES.size()));
        Map<String, Value> fields = new LinkedHashMap<>();
        for (String name : NAMES) {
            if (random.nextInt(3) > 0) {
                fields.put(name, name.equals("amount") ? coins() : scalar());
            }
        }
        if (type.equals("exec") && depth < 2) {
            fields.put("msgs", new Value.Items(List.of(new Value.Nested(message(depth + 1)))));
        }
        return new Message(type, new Value.Struct(fields));
    }

    private Value coins() {
        List<Value> items = new ArrayList<>();
        for (int i = random.nextInt(3); i > 0; i--) {
            items.add(coin(denom(), random.nextInt(4)));
        }
        return random.nextInt(8) == 0 ? struct("inner", scalar()) : new Value.Items(items);
    }

    private Value scalar() {
        return switch (random.nextInt(3)) {
            case 0 -> new Value.Whole(BigInteger.valueOf(random.nextInt(6)));
            case 1 -> new Value.Text(List.of("a", "b", "ab", "c", "").get(random.nextInt(5)));
            default -> {
                Value number = new Value.Whole(BigInteger.valueOf(random.nextInt(4)));
                yield new Value.Items(
                        random.nextBoolean()
                                ? List.of(number)
                                : List.of(new Value.Text("a"), number));
            }
        };
    }

    private String denom() {
        return List.of("x", "y", "z").get(random.nextInt(20) == 0 ? 2 : random.nextInt(2));
    }
}
