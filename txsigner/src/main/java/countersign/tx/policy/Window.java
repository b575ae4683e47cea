package countersign.tx.policy;

import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneOffset;
import java.util.Optional;

/// When anything may be signed.
///
/// @param notBefore the first moment
/// @param notAfter the last moment
/// @param hours the time of the day
public record Window(
        Optional<Instant> notBefore, Optional<Instant> notAfter, Optional<Hours> hours) {
    /// Always.
    public static final Window ALWAYS =
            new Window(Optional.empty(), Optional.empty(), Optional.empty());

    /// A part of each day, in UTC.
    ///
    /// @param from the first moment
    /// @param until the first moment that is too late; before `from` where midnight is within
    public record Hours(LocalTime from, LocalTime until) {
        boolean contain(Instant now) {
            LocalTime time = now.atOffset(ZoneOffset.UTC).toLocalTime();
            boolean begun = !time.isBefore(from);
            boolean over = !time.isBefore(until);
            return from.isBefore(until) ? begun && !over : begun || !over;
        }
    }

    /// Why not now, if not.
    Optional<Verdict.Denied> refusal(Instant now) {
        if (notBefore.isPresent() && now.isBefore(notBefore.get())) {
            return denied("not_before", now, "before " + notBefore.get());
        }
        if (notAfter.isPresent() && now.isAfter(notAfter.get())) {
            return denied("not_after", now, "after " + notAfter.get());
        }
        if (hours.isPresent() && !hours.get().contain(now)) {
            return denied(
                    "hours",
                    now,
                    "outside %s-%s UTC".formatted(hours.get().from, hours.get().until));
        }
        return Optional.empty();
    }

    private static Optional<Verdict.Denied> denied(String rule, Instant now, String why) {
        return Optional.of(new Verdict.Denied("policy." + rule, "it is " + now + ", " + why));
    }
}
