package countersign.simulation.clockwork;

import countersign.bytes.Check;
import countersign.connection.Ticker;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.PriorityQueue;
import java.util.concurrent.CountDownLatch;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;

/// Runs strands one at a time, in an order drawn from the seed, on a clock of its own.
///
/// A strand is a virtual thread, and the JVM has one carrier for all of them, so that nothing runs
/// beside the one whose turn it is. The signer's own locks are real ones: whoever finds one taken
/// waits in it, and comes back when its holder lets go.
public final class Clockwork implements Ticker {
    /// More strands than this are a mistake of the world.
    public static final int STRANDS_MAX = 200;

    private static final ScopedValue<Strand> CURRENT = ScopedValue.newInstance();
    private static final long TURN_NANOS = 20_000;

    private final Chance chance;
    private final Consumer<RuntimeException> bug;
    private final List<Strand> strands = new ArrayList<>();
    private final PriorityQueue<Long> calendar = new PriorityQueue<>();
    private long now;

    /// `bug` hears of what a strand threw; an [Error] other than [Death] ends the program.
    public Clockwork(Chance chance, Consumer<RuntimeException> bug) {
        this.chance = chance;
        this.bug = bug;
    }

    /// Refuses a JVM in which two virtual threads could run at once.
    public static void requireOneCarrier() {
        Check.that(
                "1".equals(System.getProperty("jdk.virtualThreadScheduler.parallelism"))
                        && "1".equals(System.getProperty("jdk.virtualThreadScheduler.maxPoolSize")),
                "the JVM runs with -Djdk.virtualThreadScheduler.parallelism=1 and maxPoolSize=1");
    }

    @Override
    public long nanos() {
        return now;
    }

    @Override
    public boolean await(CountDownLatch ended, Duration limit) {
        rest(() -> ended.getCount() == 0, now + limit.toNanos());
        return ended.getCount() == 0;
    }

    /// Lets everything else have its turn, or none.
    public void yieldTurn() {
        rest(() -> true, now);
    }

    /// On a strand: lets this much time pass.
    public void sleep(long nanos) {
        rest(() -> false, now + nanos);
    }

    /// On a strand: hands the turn over until `ready` holds or `latest` has come.
    public void rest(BooleanSupplier ready, long latest) {
        CURRENT.get().rest(ready, latest);
    }

    /// Time passes for everybody: a disk is slow, a machine was suspended.
    public void jump(long nanos) {
        now += nanos;
    }

    /// Something may become ready at this instant.
    public void expect(long nanos) {
        calendar.add(nanos);
    }

    /// A new strand of `life`, which runs when it is first chosen.
    public void start(String name, Life life, Runnable body) {
        Check.that(strands.size() < STRANDS_MAX, "a world has a bounded number of strands");
        List<Strand> self = new ArrayList<>(1);
        Strand strand = new Strand(name, life, () -> live(self.getFirst(), body));
        self.add(strand);
        strands.add(strand);
        strand.start();
    }

    /// One turn of one strand, or where none can have one, the time until one may. False where
    /// nothing will ever happen again.
    public boolean step() {
        now += TURN_NANOS;
        settle();
        List<Strand> able = able();
        if (able.isEmpty()) {
            return skipAhead();
        }
        Strand next = chance.pick(able);
        next.wake();
        settle();
        strands.removeIf(Strand::isDone);
        return true;
    }

    /// Ends every strand: all lives must be over.
    public void unwind() {
        while (!strands.isEmpty()) {
            Check.that(step(), "strands of dead processes come to their end");
        }
    }

    /// The strands that are there, for a trace.
    public String names() {
        return String.join(" ", strands.stream().map(Strand::name).toList());
    }

    private void live(Strand strand, Runnable body) {
        ScopedValue.where(CURRENT, strand)
                .run(
                        () -> {
                            try {
                                strand.rest(() -> true, now);
                                body.run();
                            } catch (Death unwound) {
                                // That is how a strand of a dead process ends.
                                return;
                            } catch (RuntimeException e) {
                                bug.accept(e);
                            } finally {
                                strand.finish();
                            }
                        });
    }

    private List<Strand> able() {
        List<Strand> able = new ArrayList<>();
        for (Strand strand : strands) {
            if (strand.mayRun(now)) {
                able.add(strand);
            }
        }
        return able;
    }

    /// To the next instant at which anything may happen, unless one has come with this very turn.
    private boolean skipAhead() {
        long next = Long.MAX_VALUE;
        for (Strand strand : strands) {
            if (strand.isAtRest()) {
                next = Math.min(next, Math.max(strand.until(), strand.life().pausedUntil()));
                next = later(next, strand.life().pausedUntil());
            }
        }
        boolean come = false;
        while (!calendar.isEmpty() && calendar.peek() <= now) {
            calendar.poll();
            come = true;
        }
        next = calendar.isEmpty() ? next : Math.min(next, calendar.peek());
        if (next == Long.MAX_VALUE) {
            return come;
        }
        now = Math.max(now, next);
        return true;
    }

    private long later(long next, long instant) {
        return instant > now ? Math.min(next, instant) : next;
    }

    /// Until every strand is at rest, waits for a lock or has ended.
    @SuppressWarnings("ThreadPriorityCheck") // With one carrier, to yield is to let the others run.
    private void settle() {
        while (isMoving()) {
            Thread.yield();
        }
    }

    private boolean isMoving() {
        for (Strand strand : strands) {
            if (strand.isMoving()) {
                return true;
            }
        }
        return false;
    }
}
