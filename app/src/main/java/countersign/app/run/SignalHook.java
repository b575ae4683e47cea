package countersign.app.run;

import countersign.app.audit.Audit;
import countersign.app.log.LogWriter;

import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.locks.ReentrantLock;

/// What SIGTERM and SIGINT do between [#install] and [#close]: close the service, if there is one
/// yet, and end the process with 0.
public final class SignalHook implements AutoCloseable {
    private final LogWriter log;
    private final Audit audit;
    private final Thread thread = Thread.ofPlatform().name("signal").unstarted(this::stopForGood);
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

    /// From now on a signal closes this service first. Never returns where one has come: nothing
    /// must start any more.
    public void closes(Service opened) {
        boolean late;
        turn.lock();
        try {
            service = Optional.of(opened);
            late = signalled;
        } finally {
            turn.unlock();
        }
        if (late) {
            awaitTheEnd();
        }
    }

    /// Leaves signals to the system again. Never returns where one has come: the process is about
    /// to end, and no exit code of another kind must come in between.
    @Override
    public void close() {
        try {
            Runtime.getRuntime().removeShutdownHook(thread);
        } catch (IllegalStateException signalled) {
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
