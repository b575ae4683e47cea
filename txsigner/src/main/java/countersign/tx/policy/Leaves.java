package countersign.tx.policy;

import countersign.tx.Transaction.Message;
import countersign.tx.Value;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/// Looking into the values of a message.
final class Leaves {
    /// Without zeros in front: to Go's numbers `0777` is octal.
    private static final Pattern NUMBER =
            Pattern.compile("-?(?:0|[1-9][0-9]{0,79})(?:\\.[0-9]{1,40})?");

    /// Takes a value that is no list and no struct with something in it, and the names that lead to
    /// it. An item of a list may be a struct with nothing in it.
    interface Visitor {
        void visit(List<String> path, Value leaf) throws DeniedException;
    }

    private Leaves() {}

    /// The values at a path, of every item of the lists on the way and at its end. An item without
    /// them, or an empty list, gives the text of no characters.
    static List<Value> at(Value root, List<String> path) {
        List<Value> found = new ArrayList<>();
        collect(root, path, found);
        return found;
    }

    private static void collect(Value value, List<String> path, List<Value> found) {
        switch (value) {
            case Value.Items(List<Value> items) when items.isEmpty() -> found.add(NOTHING);
            case Value.Items(List<Value> items) -> items.forEach(i -> collect(i, path, found));
            case Value.Struct(Map<String, Value> fields) when !path.isEmpty() ->
                    collect(
                            fields.getOrDefault(path.getFirst(), NOTHING),
                            path.subList(1, path.size()),
                            found);
            // What is shorter than its path is as wrong as what is not there, unless it is that.
            case Value.Struct _,
                    Value.Text _,
                    Value.Whole _,
                    Value.Decimal _,
                    Value.Flag _,
                    Value.Raw _,
                    Value.Address _,
                    Value.Nested _ ->
                    found.add(value);
        }
    }

    /// Stands for what is not there.
    static final Value NOTHING = new Value.Text("");

    /// Every leaf with something in it, and every item of a list: of those, chains count even the
    /// empty ones.
    static void visit(Value root, Visitor visitor) throws DeniedException {
        visit(List.of(), root, visitor);
    }

    private static void visit(List<String> path, Value value, Visitor visitor)
            throws DeniedException {
        switch (value) {
            case Value.Items(List<Value> items) -> {
                for (Value item : items) {
                    if (isNothing(item)) {
                        visitor.visit(path, item);
                    } else {
                        visit(path, item, visitor);
                    }
                }
            }
            case Value.Struct(Map<String, Value> fields) -> {
                for (Map.Entry<String, Value> field : fields.entrySet()) {
                    List<String> longer = new ArrayList<>(path);
                    longer.add(field.getKey());
                    visit(longer, field.getValue(), visitor);
                }
            }
            case Value.Nested _ -> {
                // It is a message, and judged as one.
            }
            case Value.Text _,
                    Value.Whole _,
                    Value.Decimal _,
                    Value.Flag _,
                    Value.Raw _,
                    Value.Address _ -> {
                if (!isNothing(value)) {
                    visitor.visit(path, value);
                }
            }
        }
    }

    /// The messages within a message, not those within them.
    static List<Message> nested(Value root) {
        return switch (root) {
            case Value.Items(List<Value> items) ->
                    items.stream().flatMap(item -> nested(item).stream()).toList();
            case Value.Struct(Map<String, Value> fields) ->
                    fields.values().stream().flatMap(field -> nested(field).stream()).toList();
            case Value.Nested(Message message) -> List.of(message);
            case Value.Text _,
                    Value.Whole _,
                    Value.Decimal _,
                    Value.Flag _,
                    Value.Raw _,
                    Value.Address _ ->
                    List.of();
        };
    }

    /// A number, or text that is one.
    static Optional<BigDecimal> number(Value value) {
        return switch (value) {
            case Value.Whole(var whole) -> Optional.of(new BigDecimal(whole));
            case Value.Decimal(var decimal) -> Optional.of(decimal);
            case Value.Text(String text) -> number(text);
            case Value.Flag _,
                    Value.Raw _,
                    Value.Address _,
                    Value.Items _,
                    Value.Struct _,
                    Value.Nested _ ->
                    Optional.empty();
        };
    }

    /// A number as it is written.
    static Optional<BigDecimal> number(String text) {
        return NUMBER.matcher(text).matches()
                ? Optional.of(new BigDecimal(text))
                : Optional.empty();
    }

    /// One value in characters; empty for what is none.
    static Optional<String> text(Value value) {
        return switch (value) {
            case Value.Text(String text) -> Optional.of(text);
            case Value.Address(String text, var _) -> Optional.of(text);
            case Value.Whole(var whole) -> Optional.of(whole.toString());
            case Value.Decimal(var decimal) -> Optional.of(decimal.toPlainString());
            case Value.Flag(boolean flag) -> Optional.of(String.valueOf(flag));
            case Value.Raw(var bytes) -> Optional.of(bytes.hex());
            case Value.Items _, Value.Struct _, Value.Nested _ -> Optional.empty();
        };
    }

    /// Whether a chain's encoding may leave it out.
    private static boolean isNothing(Value value) {
        return switch (value) {
            case Value.Text(String text) -> text.isEmpty();
            case Value.Address(String text, var _) -> text.isEmpty();
            case Value.Whole(var whole) -> whole.signum() == 0;
            case Value.Decimal(var decimal) -> decimal.signum() == 0;
            case Value.Flag(boolean flag) -> !flag;
            case Value.Raw(var bytes) -> bytes.isEmpty();
            case Value.Items(List<Value> items) -> items.isEmpty();
            case Value.Struct(Map<String, Value> fields) ->
                    fields.values().stream().allMatch(Leaves::isNothing);
            case Value.Nested _ -> false;
        };
    }
}
