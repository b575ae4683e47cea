package countersign.simulation.clockwork;

import java.security.SecureRandom;
import java.util.List;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;

/// Everything random in a world, from one seed.
public final class Chance {
    private final SplittableRandom random;

    public Chance(long seed) {
        this.random = new SplittableRandom(seed);
    }

    /// Whether something of this probability happens now.
    public boolean in(double probability) {
        return probability > 0 && random.nextDouble() < probability;
    }

    /// From 0 to `bound` (exclusive).
    public int below(int bound) {
        return random.nextInt(bound);
    }

    /// From `min` to `max`, both inclusive.
    public long between(long min, long max) {
        return random.nextLong(min, max + 1);
    }

    public <T> T pick(List<T> from) {
        return from.get(random.nextInt(from.size()));
    }

    /// How often something happens in one world: never in every second one, else anything from 0 to
    /// `max`. Faults that never happen let others get further.
    public double rate(double max) {
        return random.nextBoolean() ? 0 : random.nextDouble() * max;
    }

    public RandomGenerator generator() {
        return random;
    }

    /// For who insists on a [SecureRandom]. The signer's own code draws its ephemeral keys from it.
    public SecureRandom secure() {
        return new Repeatable(random);
    }

    /// Bytes of the seed under the name of secure ones.
    private static final class Repeatable extends SecureRandom {
        private static final long serialVersionUID = 1L;

        private final transient SplittableRandom source;

        Repeatable(SplittableRandom source) {
            super(null, null);
            this.source = source;
        }

        @Override
        public void nextBytes(byte[] bytes) {
            source.nextBytes(bytes);
        }
    }
}
