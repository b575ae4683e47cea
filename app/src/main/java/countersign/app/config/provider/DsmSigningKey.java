package countersign.app.config.provider;

import countersign.consensus.PublicKey;
import countersign.provider.fortanix.KeyReference;

import java.util.Optional;

/// A key in Fortanix DSM.
///
/// @param publicKey what its public key must be, where that is configured
public record DsmSigningKey(
        ConfiguredKey key, KeyReference reference, Optional<PublicKey> publicKey) {}
