package countersign.consensus;

import countersign.bytes.Bytes;
import countersign.proto.ProtoWriter;

import java.util.Optional;

/// A protobuf `Timestamp` within the range that Go's encoder accepts: years 1 to 9999.
public record Timestamp(long seconds, int nanos) {
    /// Go's zero time, year 1: what an absent timestamp means to a node.
    public static final Timestamp GO_ZERO = new Timestamp(-62_135_596_800L, 0);

    private static final long SECONDS_MIN = -62_135_596_800L;
    private static final long SECONDS_END = 253_402_300_800L;
    private static final int NANOS_END = 1_000_000_000;

    /// Throws `IllegalArgumentException` outside the range.
    public Timestamp {
        flaw(seconds, nanos)
                .ifPresent(
                        why -> {
                            throw new IllegalArgumentException(why);
                        });
    }

    /// What keeps these numbers from being a timestamp, if anything does.
    public static Optional<String> flaw(long seconds, int nanos) {
        if (seconds < SECONDS_MIN || seconds >= SECONDS_END) {
            return Optional.of("timestamp outside the years 1 to 9999");
        }
        if (nanos < 0 || nanos >= NANOS_END) {
            return Optional.of("nanoseconds outside 0 to 999999999");
        }
        return Optional.empty();
    }

    /// The protobuf encoding, 1 seconds and 2 nanos: empty for the Unix epoch.
    public Bytes encoded() {
        return new ProtoWriter().varint(1, seconds).varint(2, nanos).encoded();
    }
}
