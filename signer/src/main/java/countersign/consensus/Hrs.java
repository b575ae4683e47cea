package countersign.consensus;

import java.util.Comparator;

/// Height, round and step: the place in consensus that one signature belongs to. Totally ordered;
/// height and round are never negative.
public record Hrs(long height, int round, Step step) implements Comparable<Hrs> {
    private static final Comparator<Hrs> ORDER =
            Comparator.comparingLong(Hrs::height)
                    .thenComparingInt(Hrs::round)
                    .thenComparing(Hrs::step);

    /// Throws `IllegalArgumentException` for a negative height or round.
    public Hrs {
        if (height < 0 || round < 0) {
            throw new IllegalArgumentException("negative height or round");
        }
    }

    @Override
    public int compareTo(Hrs other) {
        return ORDER.compare(this, other);
    }

    /// `height/round/step` with the steps counted from 0, as operators know it from tmkms' logs.
    @Override
    public String toString() {
        return height + "/" + round + "/" + (step.number() - 1);
    }
}
