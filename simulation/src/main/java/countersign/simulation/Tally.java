package countersign.simulation;

/// What happened in one seed, or in many. `faults` counts everything that was made to go wrong but
/// the crashes; `rollbacks` how often an operator put an old state in place before a start, which a
/// file cannot notice.
public record Tally(
        long seeds, long steps, long signatures, long crashes, long faults, long rollbacks) {
    public static final Tally NOTHING = new Tally(0, 0, 0, 0, 0, 0);

    public Tally plus(Tally other) {
        return new Tally(
                seeds + other.seeds,
                steps + other.steps,
                signatures + other.signatures,
                crashes + other.crashes,
                faults + other.faults,
                rollbacks + other.rollbacks);
    }

    @Override
    public String toString() {
        return seeds
                + " seeds, "
                + steps
                + " steps, "
                + signatures
                + " signatures, "
                + crashes
                + " crashes, "
                + faults
                + " faults, "
                + rollbacks
                + " rollbacks";
    }
}
