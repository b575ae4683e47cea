package countersign.app.run;

import countersign.app.audit.Audit;
import countersign.app.log.LogWriter;
import countersign.bytes.Turn;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.locks.ReentrantLock;

/// What SIGTERM and SIGINT do between [#install] and [#close]: close the service, if there is one
/// yet, wait until the keys are closed, and end the process with 0.
public final class SignalHook implements AutoCloseable {
    /// For the keys, which the main thread closes: devices get to know that their sessions are
    /// over, and what was secret is wiped. A device that hangs holds up the end no longer.
    private static final Duration KEYS_MAX = Duration.ofSeconds(3);

    private final LogWriter log;
    private final Audit audit;
    private final Thread thread = Thread.ofPlatform().name("signal").unstarted(this::stopForGood);
    private final CountDownLatch keysClosed = new CountDownLatch(1);
    private final ReentrantLock turn = new ReentrantLock();
    // Both under the lock.
    private Optional<Service> service = Optional.empty();
    private boolean signalled;

    private SignalHook(LogWriter log, Audit audit) {
        this.log = log;
        this.audit = audit;
    }

    public static SignalHook install(LogWriter log, Audit audit) {
        SignalHook hook = new SignalHook(log, audit);
        Runtime.getRuntime().addShutdownHook(hook.thread);
        return hook;
    }

    /// From now on a signal closes this service first. False where one has come: nothing must start
    /// any more.
    public boolean closes(Service opened) {
        turn.lock();
        try {
            service = Optional.of(opened);
            return !signalled;
        } finally {
            turn.unlock();
        }
    }

    /// Leaves signals to the system again; the keys have been closed. Never returns where a signal
    /// has come: the process is about to end, and no exit code of another kind must come in
    /// between.
    @Override
    public void close() {
        try {
            Runtime.getRuntime().removeShutdownHook(thread);
        } catch (IllegalStateException signalled) {
            keysClosed.countDown();
            awaitTheEnd();
        }
    }

    /// Halts, since a JVM that a signal ends by its own way exits with 143, which a service manager
    /// takes for a failure.
    private void stopForGood() {
        Optional<Service> opened;
        turn.lock();
        try {
            signalled = true;
            opened = service;
        } finally {
            turn.unlock();
        }
        opened.ifPresent(Service::close);
        Turn.await(keysClosed, KEYS_MAX);
        audit.close();
        log.close();
        Runtime.getRuntime().halt(0);
    }

    private static void awaitTheEnd() {
        try {
            new CountDownLatch(1).await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
