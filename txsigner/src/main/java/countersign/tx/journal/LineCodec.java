package countersign.tx.journal;

import countersign.bytes.Bytes;
import countersign.json.Fields;
import countersign.json.JsonDocument;
import countersign.json.JsonException;
import countersign.json.JsonValue;
import countersign.json.JsonWriter;
import countersign.tx.once.Pending;
import countersign.tx.policy.Expense;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// An entry and its line.
///
///     {"at":"2026-11-21T10:33:47Z","what":"gone","hash":"…","why":"…","sum":"…"}
///
/// The sum is SHA-256, in hex, over the sum of the line before and all of this one before
/// `,"sum"`. It finds what was altered, left out before the last line or put somewhere else. It
/// does not find that the last lines are missing, and does not keep out somebody who writes all
/// lines anew.
final class LineCodec {
    static final int VERSION = 1;

    private static final Pattern SUM = Pattern.compile("(?s)(.*),\"sum\":\"([0-9a-f]{64})\"}");

    /// A line that was read.
    record Read(Instant at, Entry entry, String sum) {}

    /// A line to be written.
    record Written(String line, String sum) {}

    private LineCodec() {}

    static Written write(Instant at, Entry entry, String previousSum) {
        String body = body(new JsonWriter().text("at", at.toString()), entry).done();
        String open = body.substring(0, body.length() - 1);
        String sum = sum(previousSum, open);
        return new Written(open + ",\"sum\":\"" + sum + "\"}", sum);
    }

    /// Throws `IllegalArgumentException`, which says why, for what [#write] cannot have written.
    /// The first line of a file says itself what came before it.
    static Read read(String line, String previousSum, boolean first) {
        Matcher parts = SUM.matcher(line);
        if (!parts.matches()) {
            throw new IllegalArgumentException("it does not end in its sum");
        }
        try {
            if (!(JsonDocument.parse(line.getBytes(StandardCharsets.UTF_8))
                    instanceof JsonValue.Members members)) {
                throw new IllegalArgumentException("it is no object");
            }
            LineFields fields = new LineFields(members);
            Instant at = fields.instant("at");
            Entry entry = entry(fields);
            String before =
                    first && entry instanceof Entry.Begun begun ? begun.previous() : previousSum;
            if (!sum(before, parts.group(1)).equals(parts.group(2))) {
                throw new IllegalArgumentException("its sum does not fit");
            }
            fields.text("sum");
            fields.end();
            return new Read(at, entry, parts.group(2));
        } catch (JsonException e) {
            throw new IllegalArgumentException(e.what(), e);
        }
    }

    private static JsonWriter body(JsonWriter json, Entry entry) {
        return switch (entry) {
            case Entry.Begun(String chain, String account, String previous) ->
                    json.text("what", "begun")
                            .whole("version", VERSION)
                            .text("chain", chain)
                            .text("account", account)
                            .text("previous", previous);
            case Entry.Carried(long request, long floor) ->
                    json.text("what", "carried").whole("request", request).whole("floor", floor);
            case Entry.Spent(Instant when, List<Expense> expenses) ->
                    json.text("what", "spent")
                            .text("when", when.toString())
                            .raw("expenses", expenses(expenses));
            case Entry.Last(Bytes hash, long height, long code, String words) ->
                    json.text("what", "last")
                            .text("hash", hash.upperHex())
                            .whole("height", height)
                            .whole("code", code)
                            .text("words", words);
            case Entry.Received(long request, String asked) ->
                    json.text("what", "received").whole("request", request).text("asked", asked);
            case Entry.Refused(long request, String rule, String what) ->
                    json.text("what", "refused")
                            .whole("request", request)
                            .text("rule", rule)
                            .text("why", what);
            case Entry.Signed(Pending pending, List<Expense> expenses) ->
                    json.text("what", "signed")
                            .whole("request", pending.request())
                            .whole("sequence", pending.sequence())
                            .text("hash", pending.hash().upperHex())
                            .whole("height", pending.signedHeight())
                            .whole("timeout_height", pending.timeoutHeight())
                            .text("tx", base64(pending.transaction()))
                            .raw("expenses", expenses(expenses));
            case Entry.Broadcast(Bytes hash, String answer, String words) ->
                    json.text("what", "broadcast")
                            .text("hash", hash.upperHex())
                            .text("answer", answer)
                            .text("words", words);
            case Entry.Executed(Bytes hash, long height, long code, String words) ->
                    json.text("what", "executed")
                            .text("hash", hash.upperHex())
                            .whole("height", height)
                            .whole("code", code)
                            .text("words", words);
            case Entry.Gone(Bytes hash, String why) ->
                    json.text("what", "gone").text("hash", hash.upperHex()).text("why", why);
            case Entry.GivenUp(Bytes hash, long height, String why) -> {
                json.text("what", "given_up").text("hash", hash.upperHex());
                // As earlier versions wrote it, where there is none.
                yield (height == 0 ? json : json.whole("height", height)).text("why", why);
            }
        };
    }

    private static Entry entry(LineFields fields) {
        String what = fields.text("what");
        return switch (what) {
            case "begun" -> {
                if (fields.whole("version") != VERSION) {
                    throw new IllegalArgumentException("another version has written it");
                }
                yield new Entry.Begun(
                        fields.text("chain"), fields.text("account"), fields.text("previous"));
            }
            case "carried" -> new Entry.Carried(fields.whole("request"), fields.whole("floor"));
            case "spent" -> new Entry.Spent(fields.instant("when"), fields.expenses("expenses"));
            case "last" ->
                    new Entry.Last(
                            fields.hash("hash"),
                            fields.whole("height"),
                            fields.whole("code"),
                            fields.text("words"));
            case "received" -> new Entry.Received(fields.whole("request"), fields.text("asked"));
            case "refused" ->
                    new Entry.Refused(
                            fields.whole("request"), fields.text("rule"), fields.text("why"));
            case "signed" ->
                    new Entry.Signed(
                            new Pending(
                                    fields.whole("request"),
                                    fields.whole("sequence"),
                                    fields.hash("hash"),
                                    fields.base64("tx"),
                                    fields.whole("height"),
                                    fields.whole("timeout_height")),
                            fields.expenses("expenses"));
            case "broadcast" ->
                    new Entry.Broadcast(
                            fields.hash("hash"), fields.text("answer"), fields.text("words"));
            case "executed" ->
                    new Entry.Executed(
                            fields.hash("hash"),
                            fields.whole("height"),
                            fields.whole("code"),
                            fields.text("words"));
            case "gone" -> new Entry.Gone(fields.hash("hash"), fields.text("why"));
            case "given_up" ->
                    new Entry.GivenUp(
                            fields.hash("hash"),
                            fields.has("height") ? fields.whole("height") : 0,
                            fields.text("why"));
            default -> throw new IllegalArgumentException("nobody knows " + Fields.shown(what));
        };
    }

    private static String expenses(List<Expense> expenses) {
        return JsonWriter.list(
                expenses.stream()
                        .map(
                                e ->
                                        new JsonWriter()
                                                .text("rule", e.rule())
                                                .text("unit", e.unit())
                                                .text("amount", e.amount().toPlainString())
                                                .done())
                        .toList());
    }

    private static String base64(Bytes bytes) {
        return new String(Base64.getEncoder().encode(bytes.toArray()), StandardCharsets.US_ASCII);
    }

    private static String sum(String previous, String body) {
        return Bytes.of((previous + body).getBytes(StandardCharsets.UTF_8)).sha256().hex();
    }
}
