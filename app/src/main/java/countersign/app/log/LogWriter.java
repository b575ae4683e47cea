package countersign.app.log;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

/// Writes lines in their order on a thread of its own. Handing over a line never waits: while the
/// reader of the output stalls, up to [#LINES_MAX] lines are kept and later ones are counted, and
/// the count is written as a line as soon as the reader reads again.
public final class LogWriter implements AutoCloseable {
    public static final int LINES_MAX = 4_096;

    private static final Duration IDLE = Duration.ofMillis(500);
    private static final Duration CLOSE_MAX = Duration.ofSeconds(2);

    private final OutputStream out;
    private final LineFormat format;
    private final Level least;
    private final InstantSource clock;
    private final BlockingQueue<LogLine> queue = new ArrayBlockingQueue<>(LINES_MAX);
    private final AtomicLong dropped = new AtomicLong();
    private final Thread thread;
    private volatile boolean closing;

    /// Starts the thread. Lines that matter less than `least` are left out.
    LogWriter(OutputStream out, LineFormat format, Level least, InstantSource clock) {
        this.out = out;
        this.format = format;
        this.least = least;
        this.clock = clock;
        this.thread = Thread.ofPlatform().name("log").daemon().start(this::run);
    }

    /// Takes a line without any fields for machines. Never blocks, never throws.
    public void write(Level level, String target, String message) {
        write(level, target, message, List.of());
    }

    void write(Level level, String target, String message, List<LogLine.Field> fields) {
        if (level.compareTo(least) > 0) {
            return;
        }
        if (!queue.offer(new LogLine(clock.instant(), level, target, message, fields))) {
            dropped.incrementAndGet();
        }
    }

    /// Writes what is still waiting, for at most two seconds.
    @Override
    public void close() {
        closing = true;
        try {
            thread.join(CLOSE_MAX);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void run() {
        try {
            while (!(closing && queue.isEmpty())) {
                LogLine line = queue.poll(IDLE.toMillis(), TimeUnit.MILLISECONDS);
                if (line != null) {
                    print(line);
                }
                reportDropped();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (IOException readerGone) {
            // Nobody listens any more, and there is nowhere to say so. Signing goes on; the queue
            // fills and later lines are dropped.
            return;
        }
    }

    private void print(LogLine line) throws IOException {
        out.write(format.render(line).getBytes(StandardCharsets.UTF_8));
        if (queue.isEmpty()) {
            out.flush();
        }
    }

    private void reportDropped() throws IOException {
        long lines = queue.isEmpty() ? dropped.getAndSet(0) : 0;
        if (lines > 0) {
            String message = lines + " log lines dropped: nobody read the output for too long";
            print(new LogLine(clock.instant(), Level.WARN, "log", message, List.of()));
        }
    }
}
