package countersign.privval;

import countersign.consensus.Timestamp;
import countersign.proto.MalformedException;
import countersign.proto.ProtoReader;

import java.util.Optional;

/// A timestamp as it came, in any range. Present and empty it is the Unix epoch; absent it is Go's
/// zero time: other bytes to sign.
record TimestampFields(long seconds, int nanos) {
    static final TimestampFields ABSENT =
            new TimestampFields(Timestamp.GO_ZERO.seconds(), Timestamp.GO_ZERO.nanos());

    static TimestampFields read(ProtoReader in) throws MalformedException {
        long seconds = 0;
        int nanos = 0;
        while (in.next()) {
            switch (in.field()) {
                case 1 -> seconds = in.int64();
                case 2 -> nanos = in.int32();
                default -> in.skip();
            }
        }
        return new TimestampFields(seconds, nanos);
    }

    Optional<String> flaw() {
        return Timestamp.flaw(seconds, nanos);
    }

    Timestamp toTimestamp() {
        return new Timestamp(seconds, nanos);
    }
}
