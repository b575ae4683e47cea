package countersign.tx.protobuf;

import countersign.bytes.Bytes;
import countersign.proto.ProtoWriter;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.Optional;
import java.util.regex.Pattern;

/// Points in time and lengths of it, as protobuf's JSON writes them.
final class ClockText {
    private static final Pattern TIME =
            Pattern.compile(
                    "[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:[0-9]{2}"
                            + "(?:\\.[0-9]{1,9})?Z");
    private static final Pattern LENGTH =
            Pattern.compile("-?(?:0|[1-9][0-9]{0,9})(?:\\.[0-9]{1,9})?s");

    /// Go keeps a length in 64 bits of nanoseconds.
    private static final BigInteger NANOS_MAX = BigInteger.valueOf(Long.MAX_VALUE);

    private static final int NANO_DIGITS = 9;

    private ClockText() {}

    /// As `2026-11-21T10:33:48.500Z`.
    static Optional<Instant> time(String text) {
        if (!TIME.matcher(text).matches()) {
            return Optional.empty();
        }
        try {
            Instant time = Instant.parse(text);
            // What Java reads as another second, such as 24:00:00, is no text that Go would write.
            return time.toString().startsWith(text.substring(0, "yyyy-mm-ddThh:mm:ss".length()))
                    ? Optional.of(time)
                    : Optional.empty();
        } catch (DateTimeParseException notATime) {
            return Optional.empty();
        }
    }

    /// A time without zeros at the end of its fraction, which is how Go signs it.
    static String shortest(String time) {
        return time.contains(".") ? time.replaceFirst("\\.?0*Z$", "Z") : time;
    }

    /// `3600s` or `1.5s`, in nanoseconds.
    static Optional<BigInteger> nanos(String text) {
        if (!LENGTH.matcher(text).matches() || text.startsWith("-0s")) {
            return Optional.empty();
        }
        BigInteger nanos =
                new BigDecimal(text.substring(0, text.length() - 1))
                        .movePointRight(NANO_DIGITS)
                        .toBigIntegerExact();
        return nanos.abs().compareTo(NANOS_MAX) <= 0 ? Optional.of(nanos) : Optional.empty();
    }

    static Bytes encoded(Instant time) {
        return encoded(time.getEpochSecond(), time.getNano());
    }

    static Bytes encoded(BigInteger nanos) {
        BigInteger[] parts = nanos.divideAndRemainder(BigInteger.TEN.pow(NANO_DIGITS));
        return encoded(parts[0].longValue(), parts[1].intValue());
    }

    private static Bytes encoded(long seconds, int nanos) {
        return new ProtoWriter().varint(1, seconds).varint(2, nanos).encoded();
    }
}
