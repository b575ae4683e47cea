package countersign.consensus;

/// A protobuf `Timestamp` within the range that Go's encoder accepts: years 1 to 9999.
public record Timestamp(long seconds, int nanos) {
    /// Go's zero time, year 1: what an absent timestamp means to a node.
    public static final Timestamp GO_ZERO = new Timestamp(-62_135_596_800L, 0);

    private static final long SECONDS_END = 253_402_300_800L;
    private static final int NANOS_END = 1_000_000_000;

    /// Throws `IllegalArgumentException` outside the range.
    public Timestamp {
        if (seconds < -62_135_596_800L || seconds >= SECONDS_END) {
            throw new IllegalArgumentException("timestamp outside the years 1 to 9999");
        }
        if (nanos < 0 || nanos >= NANOS_END) {
            throw new IllegalArgumentException("nanoseconds outside 0 to 999999999");
        }
    }
}
