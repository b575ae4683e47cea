package countersign.tx.poll;

import countersign.bytes.Bytes;
import countersign.connection.Ticker;
import countersign.tx.AccountNumber;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.CountDownLatch;

/// A chain with one account, and time. Blocks come when time passes, and time passes when somebody
/// waits.
final class World implements Ticker {
    static final long FIRST_HEIGHT = 100;
    static final long FIRST_SEQUENCE = 7;
    static final AccountNumber NUMBER = new AccountNumber(3);

    private static final Duration STEP = Duration.ofMillis(500);
    private static final int STEPS_OF_BLOCK = 2;

    /// What became of a transaction in a block.
    record Inclusion(long height, long code) {}

    /// `id|sequence|timeout|…`.
    record Tx(String id, long sequence, long timeout) {
        static Tx of(Bytes bytes) {
            String[] parts = new String(bytes.toArray(), StandardCharsets.UTF_8).split("\\|", -1);
            return new Tx(parts[0], Long.parseLong(parts[1]), Long.parseLong(parts[2]));
        }
    }

    private final Choices choices;
    private final long steps;
    private final long kindFrom;
    final Map<Bytes, Bytes> mempool = new LinkedHashMap<>();
    final Set<Bytes> cache = new HashSet<>();
    final TreeMap<Long, List<Bytes>> blocks = new TreeMap<>();
    final TreeMap<Long, Long> sequences = new TreeMap<>();
    final Map<Bytes, Inclusion> included = new HashMap<>();

    /// How many times each request was carried out, and how many times it failed in a block.
    final Map<String, Integer> executions = new HashMap<>();

    final Map<String, Integer> failures = new HashMap<>();
    private long indexSlowUntil;
    private long nanos;
    private long step;
    long height = FIRST_HEIGHT;

    /// By how many blocks the node is behind, and its index behind it.
    long nodeLag;

    long indexLag;

    World(Choices choices, long steps, long kindFrom) {
        this.choices = choices;
        this.steps = steps;
        this.kindFrom = kindFrom;
        sequences.put(height, FIRST_SEQUENCE);
    }

    boolean isKind() {
        return step >= kindFrom;
    }

    long step() {
        return step;
    }

    int pick(String what, int options) {
        return isKind() ? 0 : choices.pick(what, options);
    }

    void mayCrash() {
        if (pick("crash", 2) == 1) {
            throw new Crash();
        }
    }

    long sequenceAt(long at) {
        return Objects.requireNonNull(sequences.floorEntry(Math.max(at, FIRST_HEIGHT))).getValue();
    }

    @Override
    public long nanos() {
        return nanos;
    }

    /// True at the end of the world.
    @Override
    public boolean await(CountDownLatch ended, Duration limit) {
        for (Duration left = limit; left.isPositive(); left = left.minus(STEP)) {
            nanos += STEP.toNanos();
            step++;
            nodeLag = pick("node lags", 2) == 1 ? 3 : 0;
            if (step % STEPS_OF_BLOCK == 0 && pick("slow block", 2) == 0) {
                block();
            }
        }
        return step >= steps || ended.getCount() == 0;
    }

    private void block() {
        if (pick("index lags", 2) == 1) {
            indexSlowUntil = height + 8;
        }
        indexLag = height < indexSlowUntil && !isKind() ? 6 : 0;
        if (pick("mempool is lost", 2) == 1) {
            mempool.clear();
            cache.clear();
        }
        long sequence = sequenceAt(height);
        height++;
        if (pick("somebody else uses the account", 2) == 1) {
            sequence++;
        }
        List<Bytes> hashes = new ArrayList<>();
        if (pick("empty block", 2) == 0) {
            for (Map.Entry<Bytes, Bytes> waiting : new LinkedHashMap<>(mempool).entrySet()) {
                Tx tx = Tx.of(waiting.getValue());
                boolean late = tx.timeout() > 0 && height > tx.timeout();
                if (tx.sequence() < sequence || late) {
                    mempool.remove(waiting.getKey());
                } else if (tx.sequence() == sequence) {
                    mempool.remove(waiting.getKey());
                    sequence++;
                    hashes.add(waiting.getKey());
                    boolean fails = tx.id().endsWith("fails");
                    included.put(waiting.getKey(), new Inclusion(height, fails ? 5 : 0));
                    (fails ? failures : executions).merge(tx.id(), 1, Integer::sum);
                }
            }
        }
        blocks.put(height, hashes);
        sequences.put(height, sequence);
    }

    static Bytes sha256(Bytes bytes) {
        try {
            return Bytes.of(MessageDigest.getInstance("SHA-256").digest(bytes.toArray()));
        } catch (NoSuchAlgorithmException e) {
            throw new AssertionError(e);
        }
    }
}
