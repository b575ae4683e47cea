package countersign.bench.report;

import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;

/// All contenders under one load, measured in turns.
///
/// @param place where the states are: `disk` or `memory`
/// @param pace in words
public record Table(String place, int chains, int extensionBytes, String pace, List<Row> rows) {
    /// The row of the bare flush.
    public static final String DISK = "write + fdatasync";

    /// The row of the bare round trip.
    public static final String LOOPBACK = "loopback 1 KiB";

    /// The row of the signer without a state.
    public static final String NULL = "null";

    /// What the table is about, in a few words.
    public String title() {
        return "state on "
                + place
                + ", "
                + (chains == 1 ? "1 chain" : chains + " chains")
                + ", "
                + (extensionBytes == 0
                        ? "no extension"
                        : "extension of " + extensionBytes + " bytes")
                + ", "
                + pace;
    }

    /// The same for the name of a file.
    public String fileName() {
        return (place + "-" + chains + "-" + extensionBytes + "-" + pace).replaceAll("\\W+", "-");
    }

    /// The median of a durable signer that wastes nothing: one flush, and the transport with one
    /// signature. In microseconds; empty where one of the two was not measured.
    public OptionalDouble floor() {
        Optional<Row> disk = row(DISK);
        Optional<Row> without = row(NULL);
        if (disk.isEmpty() || without.isEmpty()) {
            return OptionalDouble.empty();
        }
        double sum = disk.get().times().p50() + without.get().times().p50();
        return sum > 0 ? OptionalDouble.of(sum) : OptionalDouble.empty();
    }

    /// A signer's median as a multiple of [#floor].
    public OptionalDouble ratio(Row row) {
        OptionalDouble floor = floor();
        boolean counts = row.isSigner() && !row.name().equals(NULL) && row.count() > 0;
        return counts && floor.isPresent()
                ? OptionalDouble.of(row.times().p50() / floor.getAsDouble())
                : OptionalDouble.empty();
    }

    private Optional<Row> row(String name) {
        return rows.stream().filter(row -> row.name().equals(name) && row.count() > 0).findFirst();
    }
}
