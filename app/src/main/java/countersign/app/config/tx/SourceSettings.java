package countersign.app.config.tx;

import countersign.tx.service.Dialect;

import java.net.URI;
import java.time.Duration;

/// The service that asks for transactions, and when it is asked.
///
/// @param context what it is told of who asks
/// @param blocks it is asked at every height that this divides; at least 1
/// @param minimum from one question to the next
public record SourceSettings(
        URI uri, Dialect dialect, String context, TlsSettings tls, int blocks, Duration minimum) {}
