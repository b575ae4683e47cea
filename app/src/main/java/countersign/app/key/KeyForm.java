package countersign.app.key;

import countersign.app.config.provider.SoftKeyFormat;
import countersign.consensus.KeyType;

/// What a key file that is not locked is expected to be.
///
/// @param type the type of a key whose file does not say it
public record KeyForm(SoftKeyFormat format, KeyType type) {}
