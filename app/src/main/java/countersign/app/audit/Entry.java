package countersign.app.audit;

import java.time.Instant;

/// Something that is to become a line.
record Entry(Instant time, Fact fact) {}
