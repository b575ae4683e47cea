package countersign.simulation.clockwork;

/// How often what goes wrong in one world, as probabilities. `lost` to `misbehaves` are by request,
/// `providerFails` by signature, `diskFails` and `diskSlow` by operation of a disk, `tears` by
/// power cut, the others by turn.
public record Rates(
        double lost,
        double duplicated,
        double delayed,
        double cut,
        double garbled,
        double misbehaves,
        double providerFails,
        double diskFails,
        double diskSlow,
        double tears,
        double partitions,
        double heals,
        double crashes,
        double pauses,
        double clockJumps,
        double rots,
        double restores) {
    /// Nothing goes wrong any more.
    public static final Rates CALM = new Rates(0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1, 0, 0, 0, 0, 0);

    /// What goes wrong in this world. Half of the faults are absent, so that the others get at what
    /// lies behind them.
    public static Rates draw(Chance chance) {
        return new Rates(
                chance.rate(0.30),
                chance.rate(0.50),
                chance.rate(0.30),
                chance.rate(0.05),
                chance.rate(0.01),
                chance.rate(0.20),
                chance.rate(0.10),
                chance.rate(0.05),
                chance.rate(0.10),
                0.8 + chance.rate(0.20),
                chance.rate(0.03),
                0.01 + chance.rate(0.09),
                chance.rate(0.02),
                chance.rate(0.02),
                chance.rate(0.01),
                chance.rate(0.01),
                chance.rate(0.005));
    }
}
