package countersign.provider.pkcs11;

import countersign.bytes.Bug;
import countersign.bytes.Turn;
import countersign.connection.Deadline;
import countersign.keyring.spi.ProviderException;
import countersign.keyring.spi.ProviderException.Outcome;

import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.FutureTask;
import java.util.concurrent.atomic.AtomicInteger;

/// A thread of its own for the native calls of one session. Nothing can interrupt such a call, so
/// that whoever asks waits here, until the deadline and no longer. Where that passes, the thread is
/// left to the call that hangs in it, and ends when that returns; what the call gives is thrown
/// away.
final class Lane implements AutoCloseable {
    /// How many threads a key may leave behind in calls that hang. A module that comes back after
    /// its device does needs a few; one that never returns must not take them all.
    static final int HANGING_MAX = 3;

    /// What C code is compiled for. The JVM's own default is meant for Java.
    private static final long STACK_BYTES = 8L << 20;

    private final String token;
    private final AtomicInteger hanging;
    private final ExecutorService thread;
    private boolean hangs;

    /// What runs in the lane.
    interface Work<R> extends Callable<R> {
        @Override
        R call() throws ProviderException;
    }

    private Lane(String token, AtomicInteger hanging) {
        this.token = token;
        this.hanging = hanging;
        this.thread =
                Executors.newSingleThreadExecutor(
                        work ->
                                Thread.ofPlatform()
                                        .name("pkcs11 " + token)
                                        .daemon()
                                        .stackSize(STACK_BYTES)
                                        .unstarted(work));
    }

    /// A lane, unless too many calls to `token` hang already. `hanging` counts those of one key.
    static Lane open(String token, AtomicInteger hanging) throws ProviderException {
        if (hanging.get() >= HANGING_MAX) {
            throw new ProviderException(
                    Outcome.UNREACHED,
                    HANGING_MAX + " calls to " + token + " have not returned",
                    "restart its device; if that does not help, restart this signer");
        }
        return new Lane(token, hanging);
    }

    /// Does `work` in the lane's thread. Called by one thread at a time, and never again once it
    /// failed by its deadline.
    <R> R run(Deadline deadline, Work<R> work) throws ProviderException {
        CountDownLatch ended = new CountDownLatch(1);
        FutureTask<R> task =
                new FutureTask<>(work) {
                    @Override
                    protected void done() {
                        ended.countDown();
                    }
                };
        thread.execute(task);
        if (!Turn.await(ended, deadline.remaining())) {
            hangs = true;
            hanging.incrementAndGet();
            thread.execute(hanging::decrementAndGet);
            throw new ProviderException(
                    Outcome.BROKEN,
                    token + " did not answer in time",
                    "if this lasts, its module or device hangs: restart the device");
        }
        return switch (task.state()) {
            case SUCCESS -> task.resultNow();
            case FAILED -> throw failure(task.exceptionNow());
            case RUNNING, CANCELLED -> throw new Bug("a task that has ended has a result");
        };
    }

    /// Lets `last` be the last thing that the lane does: soon, or when the call that hangs returns.
    void end(Runnable last) {
        thread.execute(last);
        close();
    }

    /// Whether a call in it did not return by its deadline.
    boolean hangs() {
        return hangs;
    }

    @Override
    public void close() {
        thread.shutdown();
    }

    private static ProviderException failure(Throwable thrown) {
        if (thrown instanceof ProviderException failure) {
            return failure;
        }
        throw new Bug("a lane's work fails with nothing else", thrown);
    }
}
