package countersign.tx.policy;

import countersign.tx.Transaction.Message;
import countersign.tx.Value;

import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// Judges the fields of one message. Every rule must hold, and nothing may be there that none
/// names.
///
/// @param name the message in words
record FieldJudge(MessageRule rule, Message message, String name, Expenses expenses) {
    void judge(List<FieldRule> rules) throws DeniedException {
        for (FieldRule field : rules) {
            judge(field);
        }
        Leaves.visit(
                message.fields(),
                (path, leaf) -> {
                    if (rules.stream().noneMatch(field -> covers(field, path, leaf))) {
                        throw new DeniedException(
                                rule.place() + ".fields",
                                "%s has %s = %s, a field that no rule names"
                                        .formatted(
                                                name,
                                                Shown.bare(String.join(".", path)),
                                                Shown.text(Leaves.text(leaf).orElse(""))));
                    }
                });
    }

    private static boolean covers(FieldRule field, List<String> path, Value leaf) {
        if (leaf instanceof Value.Struct && isWithin(path, field.path())) {
            // Nothing is in it, and what may be missing in it is for that rule to say.
            return true;
        }
        return switch (field.constraint()) {
            // What these do not hold for as a whole is refused by them.
            case Constraint.Anything _, Constraint.Coins _ -> isWithin(field.path(), path);
            case Constraint.OneOf _, Constraint.Like _, Constraint.Within _ ->
                    path.equals(field.path());
        };
    }

    private static boolean isWithin(List<String> outer, List<String> path) {
        return path.size() >= outer.size() && path.subList(0, outer.size()).equals(outer);
    }

    private void judge(FieldRule field) throws DeniedException {
        List<Value> values = Leaves.at(message.fields(), field.path());
        switch (field.constraint()) {
            case Constraint.Anything _ -> {
                // Whatever it is.
            }
            case Constraint.OneOf(Set<String> allowed) -> {
                for (Value value : values) {
                    require(isOneOf(value, allowed), field, ".in", value);
                }
            }
            case Constraint.Like(List<Pattern> patterns) -> {
                for (Value value : values) {
                    Optional<String> text = Leaves.text(value);
                    boolean like =
                            text.isPresent()
                                    && patterns.stream().anyMatch(p -> p.matches(text.get()));
                    require(like, field, ".like", value);
                }
            }
            case Constraint.Within within -> judge(field, within, values);
            case Constraint.Coins coins -> judge(field, coins, values);
        }
    }

    private static boolean isOneOf(Value value, Set<String> allowed) {
        Optional<String> text = Leaves.text(value);
        if (text.isEmpty() || allowed.contains(text.get())) {
            return text.isPresent();
        }
        return switch (value) {
            case Value.Whole _, Value.Decimal _ -> {
                BigDecimal number = Leaves.number(value).orElseThrow();
                yield allowed.stream()
                        .flatMap(other -> Leaves.number(other).stream())
                        .anyMatch(other -> other.compareTo(number) == 0);
            }
            case Value.Text _,
                    Value.Address _,
                    Value.Flag _,
                    Value.Raw _,
                    Value.Items _,
                    Value.Struct _,
                    Value.Nested _ ->
                    false;
        };
    }

    private void judge(FieldRule field, Constraint.Within within, List<Value> values)
            throws DeniedException {
        for (Value value : values) {
            Optional<BigDecimal> found =
                    value.equals(Leaves.NOTHING)
                            ? Optional.of(BigDecimal.ZERO)
                            : Leaves.number(value);
            require(found.isPresent(), field, "", value);
            BigDecimal number = found.orElseThrow();
            Optional<BigDecimal> min = within.min();
            Optional<BigDecimal> max = within.max();
            require(min.isEmpty() || number.compareTo(min.get()) >= 0, field, ".min", value);
            require(max.isEmpty() || number.compareTo(max.get()) <= 0, field, ".max", value);
            if (within.maxPerDay().isPresent()) {
                require(number.signum() >= 0, field, ".max_per_day", value);
                expenses.spend(
                        place(field, ".max_per_day"),
                        "",
                        number,
                        within.maxPerDay().get(),
                        field.text() + " of " + name);
            }
        }
    }

    private void judge(FieldRule field, Constraint.Coins coins, List<Value> values)
            throws DeniedException {
        List<Value> held = values.stream().filter(v -> !v.equals(Leaves.NOTHING)).toList();
        Optional<Map<String, BigDecimal>> money = Money.in(held);
        require(
                money.isPresent(),
                field,
                ".coins",
                held.isEmpty() ? Leaves.NOTHING : held.getFirst());
        String whose = field.text() + " of " + name;
        if (!coins.max().isEmpty()) {
            Money.atMost(place(field, ".coins_max"), money.orElseThrow(), coins.max(), whose);
        }
        if (!coins.maxPerDay().isEmpty()) {
            expenses.money(
                    place(field, ".coins_max_per_day"),
                    money.orElseThrow(),
                    coins.maxPerDay(),
                    whose);
        }
    }

    private String place(FieldRule field, String limit) {
        return rule.place() + ".fields[" + field.text() + "]" + limit;
    }

    private void require(boolean holds, FieldRule field, String limit, Value value)
            throws DeniedException {
        if (!holds) {
            String shown =
                    Leaves.text(value).map(Shown::text).orElse("something that is no plain value");
            throw new DeniedException(
                    place(field, limit),
                    "%s has %s = %s, which is not allowed".formatted(name, field.text(), shown));
        }
    }
}
