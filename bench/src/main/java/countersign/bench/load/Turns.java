package countersign.bench.load;

import countersign.bench.BenchException;
import countersign.connection.Ticker;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/// Gives a contender its turn: all its lanes at once, one thread each, first for a while that is
/// not measured and then for the time that is.
public final class Turns implements AutoCloseable {
    private final ExecutorService threads =
            Executors.newCachedThreadPool(
                    task -> Thread.ofPlatform().daemon().name("lane").unstarted(task));
    private final Ticker ticker;

    /// Times by this clock.
    public Turns(Ticker ticker) {
        this.ticker = ticker;
    }

    /// One turn. `leadIn` wakes the contender up, whose caches the others have emptied, and lets it
    /// connect again where it gave an idle connection up.
    public Slice take(Contender contender, Pace pace, Duration leadIn, Duration time)
            throws BenchException {
        List<? extends Lane> lanes = contender.lanes();
        CountDownLatch ready = new CountDownLatch(lanes.size());
        List<Future<LaneTurn>> running = new ArrayList<>();
        for (int at = 0; at < lanes.size(); at++) {
            LaneTurn turn =
                    new LaneTurn(lanes.get(at), new LaneTurn.Place(at, lanes.size()), ticker);
            running.add(
                    threads.submit(
                            () -> {
                                turn.leadIn(leadIn);
                                ready.countDown();
                                ready.await();
                                turn.run(pace, time);
                                return turn;
                            }));
        }
        List<LaneTurn> done = new ArrayList<>();
        for (Future<LaneTurn> turn : running) {
            done.add(result(turn));
        }
        List<String> faults = new ArrayList<>();
        done.forEach(turn -> faults.addAll(turn.faults()));
        // Nothing is measured while answers are verified.
        lanes.forEach(lane -> faults.addAll(lane.settle()));
        return new Slice(
                done.stream().flatMapToLong(LaneTurn::nanos).boxed().toList(),
                done.stream().mapToDouble(LaneTurn::seconds).max().orElse(0),
                faults);
    }

    @Override
    public void close() {
        threads.shutdownNow();
    }

    private static LaneTurn result(Future<LaneTurn> turn) throws BenchException {
        try {
            return turn.get();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new BenchException("interrupted", "", e);
        } catch (ExecutionException e) {
            throw new BenchException("a lane ended: " + e.getCause(), "", e);
        }
    }
}
