package countersign.app.config.provider;

import countersign.consensus.PublicKey;

import java.util.Optional;

/// A key in a YubiHSM 2.
///
/// @param id of the asymmetric key in the device
/// @param publicKey what its public key must be, where that is configured
public record HsmKey(ConfiguredKey key, int id, Optional<PublicKey> publicKey) {}
