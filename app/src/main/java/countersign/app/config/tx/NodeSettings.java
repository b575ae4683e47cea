package countersign.app.config.tx;

import java.net.URI;
import java.util.OptionalInt;

/// The node of the chain.
///
/// @param rpc `http` or `https`
/// @param timeoutBlocks after how many blocks a transaction can no longer be included, where the
///   format can say so; empty for the usual number
public record NodeSettings(URI rpc, TlsSettings tls, OptionalInt timeoutBlocks) {}
