package countersign.tx.journal;

import countersign.bytes.Bytes;
import countersign.json.Fields;
import countersign.json.JsonValue;
import countersign.json.Problems;
import countersign.tx.policy.Expense;

import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Optional;

/// The members of a line. Each throws `IllegalArgumentException` where its member is missing or
/// cannot have been written by a journal.
final class LineFields {
    private static final int HASH_BYTES = 32;

    private final Problems problems = new Problems();
    private final Fields fields;

    LineFields(JsonValue.Members members) {
        this.fields = new Fields(members, problems);
    }

    boolean has(String name) {
        return fields.has(name);
    }

    String text(String name) {
        return got(fields.text(name)).value();
    }

    long whole(String name) {
        return fields.whole(name, Long.MAX_VALUE).orElseThrow(this::wrong);
    }

    Instant instant(String name) {
        try {
            return Instant.parse(text(name));
        } catch (DateTimeException e) {
            throw new IllegalArgumentException("\"" + name + "\" is no time", e);
        }
    }

    Bytes hash(String name) {
        Bytes hash = Bytes.ofHex(text(name));
        if (hash.length() != HASH_BYTES) {
            throw new IllegalArgumentException("\"" + name + "\" is no hash");
        }
        return hash;
    }

    Bytes base64(String name) {
        return Bytes.of(Base64.getDecoder().decode(text(name)));
    }

    List<Expense> expenses(String name) {
        List<Expense> expenses = new ArrayList<>();
        for (JsonValue item : got(fields.items(name)).values()) {
            LineFields expense = new LineFields(got(fields.members(item)));
            expenses.add(
                    new Expense(
                            expense.text("rule"),
                            expense.text("unit"),
                            new BigDecimal(expense.text("amount"))));
            expense.end();
        }
        return expenses;
    }

    /// Nothing else is there.
    void end() {
        fields.refuseOthers();
        if (!problems.isEmpty()) {
            throw wrong();
        }
    }

    private <T> T got(Optional<T> value) {
        return value.orElseThrow(this::wrong);
    }

    private IllegalArgumentException wrong() {
        return new IllegalArgumentException(problems.toString());
    }
}
