package countersign.tx.journal;

import countersign.bytes.Bytes;
import countersign.tx.policy.Expense;

import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.OptionalLong;

/// The lines of a journal as rows, one for each request, for somebody who only reads: nothing is
/// locked, and whoever writes may go on.
public final class JournalView {
    private final Map<Long, Row> byRequest = new LinkedHashMap<>();
    private final Map<Bytes, Long> byHash = new LinkedHashMap<>();
    private final List<Journal.Spent> spent = new ArrayList<>();

    private JournalView() {}

    /// What became of one request.
    ///
    /// @param at when this was last heard of
    /// @param sequence of the transaction, where it was signed
    /// @param hash of the transaction, in capitals; empty where it was not signed
    /// @param result in one word: `received`, `refused`, `signed`, `committed`, `failed`, `gone` or
    ///   `given up`
    /// @param words why, or at which height
    public record Row(
            Instant at,
            long request,
            OptionalLong sequence,
            String hash,
            String result,
            String words) {}

    /// Reads a file, or throws `IllegalArgumentException` with what is wrong with which line.
    public static JournalView of(List<String> lines) {
        JournalView view = new JournalView();
        String sum = "";
        for (int i = 0; i < lines.size(); i++) {
            try {
                LineCodec.Read read = LineCodec.read(lines.get(i), sum, i == 0);
                view.add(read.at(), read.entry());
                sum = read.sum();
            } catch (IllegalArgumentException e) {
                throw new IllegalArgumentException("line " + (i + 1) + ": " + e.getMessage(), e);
            }
        }
        return view;
    }

    /// In the order in which the requests came.
    public List<Row> rows() {
        return List.copyOf(byRequest.values());
    }

    /// What was signed away, and when.
    public List<Journal.Spent> spent() {
        return List.copyOf(spent);
    }

    private void add(Instant at, Entry entry) {
        switch (entry) {
            case Entry.Begun _, Entry.Carried _, Entry.Last _ -> {
                // About the file.
            }
            case Entry.Spent(Instant when, List<Expense> expenses) ->
                    spent.add(new Journal.Spent(when, expenses));
            case Entry.Received(long request, String _) ->
                    byRequest.put(
                            request,
                            new Row(at, request, OptionalLong.empty(), "", "received", ""));
            case Entry.Refused(long request, String rule, String what) ->
                    byRequest.put(
                            request,
                            new Row(
                                    at,
                                    request,
                                    OptionalLong.empty(),
                                    "",
                                    "refused",
                                    rule + ": " + what));
            case Entry.Signed(var pending, List<Expense> expenses) -> {
                spent.add(new Journal.Spent(at, expenses));
                byHash.put(pending.hash(), pending.request());
                byRequest.put(
                        pending.request(),
                        new Row(
                                at,
                                pending.request(),
                                OptionalLong.of(pending.sequence()),
                                pending.hash().upperHex(),
                                "signed",
                                ""));
            }
            case Entry.Broadcast(Bytes hash, String answer, String words) ->
                    update(at, hash, "signed", (answer + " " + words).strip());
            case Entry.Executed(Bytes hash, long height, long code, String words) ->
                    update(
                            at,
                            hash,
                            code == 0 ? "committed" : "failed",
                            code == 0
                                    ? "at height " + height
                                    : "at height %d, code %d: %s".formatted(height, code, words));
            case Entry.Gone(Bytes hash, String why) -> update(at, hash, "gone", why);
            case Entry.GivenUp(Bytes hash, long _, String why) -> update(at, hash, "given up", why);
        }
    }

    private void update(Instant at, Bytes hash, String result, String words) {
        Long request = byHash.get(hash);
        if (request == null) {
            throw new IllegalArgumentException("it speaks of a transaction that was not signed");
        }
        Row row = Objects.requireNonNull(byRequest.get(request), "what is signed has a row");
        byRequest.put(request, new Row(at, request, row.sequence(), row.hash(), result, words));
    }
}
