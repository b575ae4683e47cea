package countersign.harness.ledger;

import countersign.bytes.Bytes;
import countersign.bytes.Check;
import countersign.consensus.ChainId;
import countersign.consensus.Hrs;
import countersign.consensus.PublicKey;
import countersign.consensus.Timestamp;
import countersign.harness.wire.CanonicalBytes;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;

/// Every signature ever received, by chain, key, height, round and step. One ledger may serve many
/// nodes and outlives every signer; it is safe for several threads.
public final class Ledger {
    /// More signatures than this are a mistake of the run, not of the signer.
    public static final int ENTRIES_MAX = 20_000_000;

    private static final int VIOLATIONS_MAX = 1_000;

    private final ReentrantLock turn = new ReentrantLock();
    private final Map<Place, Entry> entries = new HashMap<>();
    private final Map<Signer, Hrs> highest = new HashMap<>();
    private final List<String> violations = new ArrayList<>();

    /// An empty ledger.
    public Ledger() {}

    /// One place in consensus that one key has signed at most one content for.
    record Place(ChainId chain, PublicKey key, Hrs hrs) {}

    /// `content` is the sign bytes at Go's zero time, so that the time makes no difference.
    record Entry(Bytes content, Bytes signature) {}

    private record Signer(ChainId chain, PublicKey key) {}

    /// The highest place that `key` has signed on `chain`. Taken before asking, it is the `floor`
    /// for [#record]: a signature below it was certainly released after one above.
    public Optional<Hrs> highest(ChainId chain, PublicKey key) {
        turn.lock();
        try {
            return Optional.ofNullable(highest.get(new Signer(chain, key)));
        } finally {
            turn.unlock();
        }
    }

    /// Keeps a verified signature and says what it means. `floor` is [#highest] from before the
    /// request was sent, so that answers of several nodes that cross on the way are no regression.
    /// Of two contents at one place the first is kept.
    public Finding record(Received received, Optional<Hrs> floor) {
        Hrs hrs = received.message().hrs();
        Entry entry =
                new Entry(
                        CanonicalBytes.of(
                                received.message().at(Timestamp.GO_ZERO), received.chain()),
                        received.signature());
        turn.lock();
        try {
            Finding finding = keep(new Place(received.chain(), received.key(), hrs), entry);
            if (finding != Finding.CONFLICT
                    && floor.isPresent()
                    && hrs.compareTo(floor.get()) < 0) {
                finding = Finding.REGRESSION;
            }
            if (finding.isViolation() && violations.size() < VIOLATIONS_MAX) {
                violations.add(describe(finding, received, floor));
            }
            return finding;
        } finally {
            turn.unlock();
        }
    }

    /// What was found against the signer so far, one sentence each; at most the first 1,000.
    public List<String> violations() {
        turn.lock();
        try {
            return List.copyOf(violations);
        } finally {
            turn.unlock();
        }
    }

    /// How many places are taken.
    public int size() {
        turn.lock();
        try {
            return entries.size();
        } finally {
            turn.unlock();
        }
    }

    /// All entries, ordered by chain, key and place.
    List<Map.Entry<Place, Entry>> sorted() {
        turn.lock();
        try {
            Comparator<Place> order =
                    Comparator.comparing((Place place) -> place.chain().value())
                            .thenComparing(place -> place.key().value().hex())
                            .thenComparing(Place::hrs);
            return entries.entrySet().stream()
                    .map(entry -> Map.entry(entry.getKey(), entry.getValue()))
                    .sorted(Map.Entry.comparingByKey(order))
                    .toList();
        } finally {
            turn.unlock();
        }
    }

    /// Puts back an entry of an earlier run.
    void restore(Place place, Entry entry) {
        turn.lock();
        try {
            keep(place, entry);
        } finally {
            turn.unlock();
        }
    }

    private Finding keep(Place place, Entry entry) {
        Entry earlier = entries.get(place);
        if (earlier == null) {
            Check.that(entries.size() < ENTRIES_MAX, "a run fits into one ledger");
            entries.put(place, entry);
            highest.merge(
                    new Signer(place.chain(), place.key()),
                    place.hrs(),
                    (one, other) -> one.compareTo(other) >= 0 ? one : other);
            return Finding.NEW;
        }
        if (!earlier.content().equals(entry.content())) {
            return Finding.CONFLICT;
        }
        return earlier.signature().equals(entry.signature()) ? Finding.AGAIN : Finding.RETIMED;
    }

    private static String describe(Finding finding, Received received, Optional<Hrs> floor) {
        String what =
                received.message().kind()
                        + " for "
                        + received.message().blockId().prefix()
                        + " at "
                        + received.message().hrs()
                        + " on "
                        + received.chain();
        return finding == Finding.CONFLICT
                ? what + " was signed, but another content was signed there before"
                : what + " was signed below " + floor.map(Hrs::toString).orElse("");
    }
}
