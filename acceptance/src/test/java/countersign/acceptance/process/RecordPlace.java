package countersign.acceptance.process;

import countersign.bytes.Bytes;
import countersign.consensus.Hrs;
import countersign.consensus.Step;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/// Where the record of a state file says that its key is, read as `docs/state-file.md` has it.
final class RecordPlace {
    private static final Bytes MAGIC = Bytes.of("CSIGNMRK".getBytes(StandardCharsets.US_ASCII));
    private static final int HEIGHT_OFFSET = 24;
    private static final int PLACE_END = 40;

    private RecordPlace() {}

    /// Nothing for what is no record, or for one whose key has not signed.
    static Optional<Hrs> of(Bytes record) {
        if (record.length() < PLACE_END || !record.first(MAGIC.length()).equals(MAGIC)) {
            return Optional.empty();
        }
        ByteBuffer in = ByteBuffer.wrap(record.toArray()).position(HEIGHT_OFFSET);
        long height = in.getLong();
        int round = in.getInt();
        int number = in.getInt();
        for (Step step : Step.values()) {
            if (step.number() == number) {
                return Optional.of(new Hrs(height, round, step));
            }
        }
        return Optional.empty();
    }
}
