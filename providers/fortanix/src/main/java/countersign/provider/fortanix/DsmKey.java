package countersign.provider.fortanix;

import countersign.consensus.KeyType;
import countersign.consensus.PublicKey;

import java.util.Optional;

/// A key that is configured.
///
/// @param publicKey what its public key must be, where that is configured
public record DsmKey(KeyReference reference, KeyType type, Optional<PublicKey> publicKey) {}
