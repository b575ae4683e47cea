package countersign.app.state;

import countersign.app.foreign.TmkmsState;
import countersign.app.log.Level;
import countersign.app.log.LogWriter;
import countersign.bytes.Bytes;
import countersign.consensus.ChainId;
import countersign.event.Event;
import countersign.event.Events;
import countersign.guard.Mark;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/// Keeps tmkms' state files up to date, so that an operator can go back to tmkms at any time.
///
/// Only the newest mark of each file is written, by a thread of its own, at most ten times a
/// second: the mirror is never waited for and never decides anything. A write that fails is a
/// warning. [#close] writes what is still to be written.
public final class TmkmsMirror implements Events, AutoCloseable {
    /// One validator on one chain, as [Event.MarkAdvanced] names it.
    public record Of(ChainId chain, Bytes validatorAddress) {}

    private static final Duration PAUSE = Duration.ofMillis(100);
    private static final Duration CLOSE_MAX = Duration.ofSeconds(5);

    private final Map<Of, Path> files;
    private final LogWriter log;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    // At most one entry for each file.
    private final Map<Of, Mark> pending = new HashMap<>();
    private final Thread thread;
    private boolean closing;

    /// Starts the thread.
    public TmkmsMirror(Map<Of, Path> files, LogWriter log) {
        this.files = Map.copyOf(files);
        this.log = log;
        this.thread = Thread.ofPlatform().name("tmkms-mirror").start(this::run);
    }

    @Override
    public void emit(Event event) {
        if (event instanceof Event.MarkAdvanced(var chain, var address, var message)) {
            put(new Of(chain, address), new Mark.Held(message));
        }
    }

    /// Has `mark` written, unless nobody wants a mirror of it.
    public void put(Of mirrored, Mark mark) {
        if (!files.containsKey(mirrored)) {
            return;
        }
        lock.lock();
        try {
            pending.put(mirrored, mark);
            changed.signal();
        } finally {
            lock.unlock();
        }
    }

    @Override
    public void close() {
        finish();
    }

    /// Closes and says whether all was written in time.
    public boolean finish() {
        lock.lock();
        try {
            closing = true;
            changed.signal();
        } finally {
            lock.unlock();
        }
        try {
            return thread.join(CLOSE_MAX);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    private void run() {
        try {
            while (writeNext()) {
                pause();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /// Waits for something to write and writes it. False at the end.
    private boolean writeNext() throws InterruptedException {
        Map<Of, Mark> taken;
        lock.lock();
        try {
            while (pending.isEmpty() && !closing) {
                changed.await();
            }
            taken = Map.copyOf(pending);
            pending.clear();
        } finally {
            lock.unlock();
        }
        taken.forEach(this::write);
        return !taken.isEmpty();
    }

    private void write(Of mirrored, Mark mark) {
        Path file = Objects.requireNonNull(files.get(mirrored));
        try {
            TmkmsState.replace(file, TmkmsState.text(mark));
        } catch (IOException e) {
            String what =
                    "[" + mirrored.chain() + "] tmkms' state file " + file + " is behind: " + e;
            log.write(Level.WARN, "chain::state", what);
        }
    }

    private void pause() throws InterruptedException {
        lock.lock();
        try {
            long left = PAUSE.toNanos();
            while (left > 0 && !closing) {
                left = changed.awaitNanos(left);
            }
        } finally {
            lock.unlock();
        }
    }
}
