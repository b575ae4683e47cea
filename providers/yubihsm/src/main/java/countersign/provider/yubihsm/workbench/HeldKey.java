package countersign.provider.yubihsm.workbench;

import countersign.consensus.PublicKey;

import java.util.Optional;

/// A key in a device.
///
/// @param algorithm its byte, for those that validators and accounts do not use
/// @param publicKey empty for such a key
public record HeldKey(int id, String label, int algorithm, Optional<PublicKey> publicKey) {}
