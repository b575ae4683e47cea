package countersign.app.command.tx;

import countersign.json.OneLine;
import countersign.tx.Coin;
import countersign.tx.Transaction;
import countersign.tx.Value;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/// A transaction in lines for people: all of it, and nothing else.
final class TransactionText {
    private TransactionText() {}

    static List<String> lines(Transaction transaction) {
        List<String> lines = new ArrayList<>();
        String fee =
                transaction.fee().amount().stream()
                        .map((Coin coin) -> coin.amount() + plain(coin.denom()))
                        .collect(Collectors.joining(", "));
        lines.add("chain " + transaction.chain());
        lines.add("fee " + (fee.isEmpty() ? "none" : fee) + ", gas " + transaction.fee().gas());
        lines.add("memo `" + plain(transaction.memo()) + "`");
        for (int i = 0; i < transaction.messages().size(); i++) {
            message("", "message " + (i + 1), transaction.messages().get(i), lines);
        }
        return lines;
    }

    private static void message(
            String indent, String name, Transaction.Message message, List<String> lines) {
        lines.add(indent + name + " " + plain(message.type()));
        message.fields()
                .fields()
                .forEach((field, value) -> value(indent + "  ", plain(field), value, lines));
    }

    private static void value(String indent, String name, Value value, List<String> lines) {
        switch (value) {
            case Value.Text(String text) -> lines.add(indent + name + " = `" + plain(text) + "`");
            case Value.Whole(var whole) -> lines.add(indent + name + " = " + whole);
            case Value.Decimal(var decimal) ->
                    lines.add(indent + name + " = " + decimal.toPlainString());
            case Value.Flag(boolean flag) -> lines.add(indent + name + " = " + flag);
            case Value.Raw(var bytes) -> lines.add(indent + name + " = 0x" + bytes.hex());
            case Value.Address(String text, var _) ->
                    lines.add(indent + name + " = " + plain(text));
            case Value.Items(List<Value> items) -> {
                if (items.isEmpty()) {
                    lines.add(indent + name + " = []");
                }
                for (int i = 0; i < items.size(); i++) {
                    value(indent, name + "[" + (i + 1) + "]", items.get(i), lines);
                }
            }
            case Value.Struct(Map<String, Value> fields) -> {
                lines.add(indent + name);
                fields.forEach((field, inner) -> value(indent + "  ", plain(field), inner, lines));
            }
            case Value.Nested(var message) -> message(indent, name, message, lines);
        }
    }

    /// Strangers choose the texts: they stay on their line, and cannot look like something else.
    private static String plain(String text) {
        StringBuilder shown = new StringBuilder();
        text.codePoints()
                .forEach(
                        c ->
                                shown.append(
                                        OneLine.isOdd(c)
                                                ? "\\u{" + Integer.toHexString(c) + "}"
                                                : Character.toString(c)));
        return shown.toString();
    }
}
