package countersign.tx.journal;

import countersign.bytes.Bytes;
import countersign.tx.journal.Journal.Settled;
import countersign.tx.journal.Journal.Spent;
import countersign.tx.once.Pending;
import countersign.tx.policy.Expense;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// What follows from the lines, one after the other. Throws `IllegalArgumentException` where one
/// does not follow from those before it.
final class History {
    /// Limits are daily; a clock may be put back by some time.
    private static final Duration SPENT_KEPT = Duration.ofDays(2);

    private Optional<Pending> pending = Optional.empty();
    private Optional<Settled> last = Optional.empty();
    private long floor;
    private long nextRequest;
    private List<Spent> spent = new ArrayList<>();

    Optional<Pending> pending() {
        return pending;
    }

    Optional<Settled> last() {
        return last;
    }

    long floor() {
        return floor;
    }

    long nextRequest() {
        return nextRequest;
    }

    List<Spent> spent() {
        return List.copyOf(spent);
    }

    void add(Instant at, Entry entry) {
        switch (entry) {
            case Entry.Begun _, Entry.Refused _, Entry.Broadcast _ -> {}
            case Entry.Carried(long request, long carriedFloor) -> {
                nextRequest = request;
                floor = carriedFloor;
            }
            case Entry.Spent(Instant when, List<Expense> expenses) ->
                    spent.add(new Spent(when, expenses));
            case Entry.Last(Bytes hash, long height, long code, String words) ->
                    last = Optional.of(new Settled(hash, height, code, words));
            case Entry.Received(long request, String _) -> nextRequest = request + 1;
            case Entry.Signed(Pending signed, List<Expense> expenses) -> {
                if (pending.isPresent()) {
                    throw new IllegalArgumentException("two transactions are on their way");
                }
                pending = Optional.of(signed);
                if (!expenses.isEmpty()) {
                    spent.add(new Spent(at, expenses));
                }
            }
            case Entry.Executed(Bytes hash, long height, long code, String words) -> {
                Pending settled = settle(new Settled(hash, height, code, words));
                if (code == 0) {
                    floor = Math.max(floor, settled.sequence() + 1);
                }
            }
            case Entry.Gone(Bytes hash, String why) -> settle(new Settled(hash, 0, 0, why));
            case Entry.GivenUp(Bytes hash, long height, String why) ->
                    settle(new Settled(hash, height, 0, why));
        }
    }

    /// What a new file begins with.
    List<Entry> carried(Instant now) {
        List<Entry> entries = new ArrayList<>();
        entries.add(new Entry.Carried(nextRequest, floor));
        Minutes minutes = new Minutes();
        spent.stream()
                .filter(old -> !old.at().isBefore(now.minus(SPENT_KEPT)))
                .forEach(minutes::add);
        spent = minutes.all();
        spent.forEach(kept -> entries.add(new Entry.Spent(kept.at(), kept.expenses())));
        last.ifPresent(
                it -> entries.add(new Entry.Last(it.hash(), it.height(), it.code(), it.words())));
        // What it spends is among the above.
        pending.ifPresent(waiting -> entries.add(new Entry.Signed(waiting, List.of())));
        return entries;
    }

    private Pending settle(Settled outcome) {
        Pending settled =
                pending.filter(waiting -> waiting.hash().equals(outcome.hash()))
                        .orElseThrow(
                                () ->
                                        new IllegalArgumentException(
                                                "it speaks of a transaction that is not on its"
                                                        + " way"));
        pending = Optional.empty();
        last = Optional.of(outcome);
        return settled;
    }
}
