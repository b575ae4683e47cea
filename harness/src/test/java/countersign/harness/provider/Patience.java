package countersign.harness.provider;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/// Doing what might hang on threads that can be left behind.
///
/// The limits tell what hangs from what does not and measure nothing: they are far above what the
/// slowest machine needs.
final class Patience {
    /// For what must return by itself long before.
    static final Duration HANGS = Duration.ofSeconds(60);

    private Patience() {}

    /// Something that may throw.
    interface Act {
        void run() throws Exception;
    }

    static void within(Duration limit, Act act) throws Exception {
        await(start(act), limit);
    }

    /// Does all of `acts` at once and throws what the first of them threw.
    static void together(List<Act> acts) throws Exception {
        List<FutureTask<Boolean>> tasks = new ArrayList<>();
        acts.forEach(act -> tasks.add(start(act)));
        for (FutureTask<Boolean> task : tasks) {
            await(task, HANGS);
        }
    }

    private static FutureTask<Boolean> start(Act act) {
        Callable<Boolean> call =
                () -> {
                    act.run();
                    return true;
                };
        FutureTask<Boolean> task = new FutureTask<>(call);
        Thread.ofPlatform().daemon().name("contract").start(task);
        return task;
    }

    private static void await(FutureTask<Boolean> task, Duration limit) throws Exception {
        try {
            task.get(limit.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException e) {
            throw new AssertionError("it hangs: no answer within " + limit.toSeconds() + " s", e);
        } catch (ExecutionException e) {
            switch (e.getCause()) {
                case Exception failed -> throw failed;
                case Error failed -> throw failed;
                case null, default -> throw e;
            }
        }
    }
}
