package countersign.bench.load;

import java.util.Locale;

/// When the next operation begins.
public sealed interface Pace {
    /// As soon as the last one has ended.
    record Closed() implements Pace {
        @Override
        public String toString() {
            return "closed loop";
        }
    }

    /// So many a second over all lanes of a contender together, whatever became of the last one.
    /// One that has to wait for its turn because the last one was slow has its waiting counted.
    record Fixed(double perSecond) implements Pace {
        private static final double NANOS_PER_SECOND = 1e9;

        /// Throws `IllegalArgumentException` for no rate at all.
        public Fixed {
            if (!(perSecond > 0)) {
                throw new IllegalArgumentException("not a rate: " + perSecond);
            }
        }

        /// When the operation `index` of a lane is due, in nanoseconds from the start.
        long dueNanos(int lane, int lanes, long index) {
            return Math.round((index * lanes + lane) * NANOS_PER_SECOND / perSecond);
        }

        @Override
        public String toString() {
            return String.format(Locale.ROOT, "%.0f a second", perSecond);
        }
    }
}
