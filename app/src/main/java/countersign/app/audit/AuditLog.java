package countersign.app.audit;

import countersign.app.config.AuditSettings;
import countersign.event.Event;

import java.io.IOException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;

/// Records decisions on a thread of its own. Handing over an event never waits and never fails: up
/// to [#ENTRIES_MAX] wait for the disk, later ones are counted, and the count becomes a line.
public final class AuditLog implements Audit {
    public static final int ENTRIES_MAX = 4_096;

    private static final int BATCH_MAX = 512;
    private static final Duration FORCE_EVERY = Duration.ofSeconds(1);
    private static final Duration IDLE = Duration.ofMillis(250);
    private static final Duration RETRY_FIRST = Duration.ofMillis(100);
    private static final Duration RETRY_MAX = Duration.ofSeconds(30);
    private static final Duration CLOSE_MAX = Duration.ofSeconds(5);

    private final Chain chain;
    private final InstantSource clock;
    private final Notices notices;
    private final BlockingQueue<Entry> queue = new ArrayBlockingQueue<>(ENTRIES_MAX);
    private final AtomicLong lost = new AtomicLong();
    private final AtomicBoolean losing = new AtomicBoolean();
    private final CountDownLatch closing = new CountDownLatch(1);
    private final Thread thread;
    private volatile boolean serving;

    // The writer's own.
    private final Deque<Entry> pending = new ArrayDeque<>();
    private final Thinning thinning = new Thinning();
    private long lostPending;
    private boolean unforced;
    private long forcedNanos = System.nanoTime();
    private Duration retry = Duration.ZERO;

    /// Starts the thread.
    AuditLog(Chain chain, InstantSource clock, Notices notices) {
        this.chain = chain;
        this.clock = clock;
        this.notices = notices;
        this.thread = Thread.ofPlatform().name("audit").daemon().start(this::run);
    }

    /// Goes on with the audit of a folder, or begins one. What is wrong with it is a notice and
    /// never an error.
    public static Audit open(AuditSettings settings, Notices notices) {
        InstantSource clock = InstantSource.system();
        return new AuditLog(new FileChain(settings, clock, notices), clock, notices);
    }

    @Override
    public void started(String version) {
        serving = true;
        offer(new Fact.Started(version));
    }

    @Override
    public void emit(Event event) {
        if (AuditWords.isRecorded(event)) {
            offer(new Fact.Happened(event));
        }
    }

    @Override
    public void close() {
        closing.countDown();
        try {
            if (!thread.join(CLOSE_MAX)) {
                notices.warn(
                        queue.size()
                                + lost.get()
                                + " audit entries or more are lost: the disk"
                                + " does not answer");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void offer(Fact fact) {
        if (!queue.offer(new Entry(clock.instant(), fact))) {
            lost.incrementAndGet();
            if (losing.compareAndSet(false, true)) {
                notices.warn(
                        "the audit cannot keep up and loses entries: check its disk; signing goes"
                                + " on");
            }
        }
    }

    private void run() {
        try {
            while (!isClosing() || !queue.isEmpty()) {
                take();
                write();
                if (retry.isPositive()) {
                    if (closing.await(retry.toNanos(), TimeUnit.NANOSECONDS)) {
                        break;
                    }
                }
            }
            end();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private boolean isClosing() {
        return closing.getCount() == 0;
    }

    /// Waits until there is something to write, or until what was written is to be made durable.
    private void take() throws InterruptedException {
        if (pending.isEmpty() && !isClosing()) {
            Entry first = queue.poll(IDLE.toNanos(), TimeUnit.NANOSECONDS);
            if (first != null) {
                add(first);
            }
        }
        while (pending.size() < BATCH_MAX) {
            Entry next = queue.poll();
            if (next == null) {
                return;
            }
            add(next);
        }
    }

    private void add(Entry entry) {
        boolean kept =
                switch (entry.fact()) {
                    case Fact.Happened(Event event) -> thinning.keeps(event);
                    case Fact.Stopped() -> false;
                    case Fact.Started _,
                            Fact.Lost _,
                            Fact.FileBegun _,
                            Fact.Resumed _,
                            Fact.Dropped _ ->
                            true;
                };
        if (kept) {
            pending.add(entry);
        }
    }

    /// Writes what is pending and makes it durable when it is time for that.
    private void write() {
        if (lostPending == 0) {
            lostPending = lost.get();
            if (lostPending > 0) {
                pending.add(new Entry(clock.instant(), new Fact.Lost(lostPending)));
            }
        }
        try {
            if (!pending.isEmpty()) {
                unforced = true;
                chain.append(pending);
                lostAreTold();
            }
            long now = System.nanoTime();
            if (unforced && now - forcedNanos >= FORCE_EVERY.toNanos()) {
                force(now);
            }
            recovered();
        } catch (IOException e) {
            failed(e);
        }
    }

    private void force(long now) throws IOException {
        unforced = false;
        forcedNanos = now;
        chain.force();
    }

    private void lostAreTold() {
        lost.addAndGet(-lostPending);
        lostPending = 0;
        if (lost.get() == 0) {
            losing.set(false);
        }
    }

    private void failed(IOException e) {
        if (retry.isZero()) {
            retry = RETRY_FIRST;
            notices.warn("the audit cannot be written: " + why(e) + "; signing goes on");
        } else {
            Duration twice = retry.multipliedBy(2);
            retry = twice.compareTo(RETRY_MAX) < 0 ? twice : RETRY_MAX;
        }
    }

    private void recovered() {
        if (retry.isPositive()) {
            retry = Duration.ZERO;
            notices.warn("the audit is written again");
        }
    }

    private void end() {
        for (Entry entry = queue.poll(); entry != null; entry = queue.poll()) {
            add(entry);
        }
        if (serving) {
            pending.add(new Entry(clock.instant(), new Fact.Stopped()));
        }
        write();
        try {
            if (unforced) {
                force(System.nanoTime());
            }
            chain.close();
        } catch (IOException e) {
            notices.warn("the end of the audit may not survive a power cut: " + why(e));
        }
        long missing = lost.get() + pending.stream().filter(AuditLog::isNews).count();
        if (missing > 0) {
            notices.warn(missing + " audit entries are lost: they could not be written");
        }
        if (serving && chain.head().seq() > 0) {
            notices.head(chain.head());
        }
    }

    private static boolean isNews(Entry entry) {
        return entry.fact() instanceof Fact.Happened;
    }

    private static String why(IOException e) {
        return e.getClass().getSimpleName() + ": " + e.getMessage();
    }
}
