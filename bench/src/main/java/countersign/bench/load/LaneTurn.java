package countersign.bench.load;

import countersign.bench.BenchException;
import countersign.connection.Ticker;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.stream.LongStream;

/// One lane while its contender has its turn. Used by one thread, then read by another.
final class LaneTurn {
    private static final int LEAD_IN_FAULTS_MAX = 10;
    private static final int FAULTS_MAX = 20;
    private static final double NANOS_PER_SECOND = 1e9;

    private final Lane lane;
    private final Place place;
    private final Ticker ticker;
    private final List<String> faults = new ArrayList<>();
    private long[] took = new long[256];
    private int count;
    private double seconds;

    /// Which of how many lanes.
    record Place(int lane, int lanes) {}

    LaneTurn(Lane lane, Place place, Ticker ticker) {
        this.lane = lane;
        this.place = place;
        this.ticker = ticker;
    }

    /// At least once, even if it fails a few times first.
    void leadIn(Duration time) {
        long end = ticker.nanos() + time.toNanos();
        int failed = 0;
        boolean worked = false;
        while ((!worked || ticker.nanos() < end) && failed < LEAD_IN_FAULTS_MAX) {
            try {
                lane.once();
                worked = true;
            } catch (BenchException e) {
                failed++;
            }
        }
    }

    void run(Pace pace, Duration time) {
        long start = ticker.nanos();
        long end = start + time.toNanos();
        for (long index = 0; faults.size() < FAULTS_MAX; index++) {
            long now = ticker.nanos();
            long due =
                    switch (pace) {
                        case Pace.Closed() -> now;
                        case Pace.Fixed fixed ->
                                start + fixed.dueNanos(place.lane(), place.lanes(), index);
                    };
            if (due >= end) {
                break;
            }
            // Late because of the last one: then its waiting belongs to it. Not so what the timer
            // of this machine oversleeps.
            long waited = Math.max(0, now - due);
            awaitNanos(due);
            once(waited);
        }
        seconds = (ticker.nanos() - start) / NANOS_PER_SECOND;
    }

    LongStream nanos() {
        return Arrays.stream(took, 0, count);
    }

    double seconds() {
        return seconds;
    }

    List<String> faults() {
        return faults;
    }

    private void once(long waited) {
        try {
            long nanos = lane.once() + waited;
            if (count == took.length) {
                took = Arrays.copyOf(took, 2 * count);
            }
            took[count] = nanos;
            count++;
        } catch (BenchException e) {
            faults.add(e.what());
        }
    }

    private void awaitNanos(long due) {
        CountDownLatch never = new CountDownLatch(1);
        try {
            for (long left = due - ticker.nanos(); left > 0; left = due - ticker.nanos()) {
                ticker.await(never, Duration.ofNanos(left));
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
