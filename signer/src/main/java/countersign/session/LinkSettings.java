package countersign.session;

import countersign.bytes.Check;
import countersign.event.LinkName;

import java.time.Duration;
import java.util.OptionalLong;

/// How one link behaves. Above `heightMax` nothing is signed. `reconnects` says whether the link
/// comes back after it broke. A node that is silent for longer than `timeout` is gone; nodes ping
/// every 3.3 s, so less than that makes no sense.
public record LinkSettings(
        LinkName name, OptionalLong heightMax, boolean reconnects, Duration timeout) {
    public LinkSettings {
        Check.that(timeout.isPositive(), "a timeout is positive");
    }
}
