package countersign.provider.yubihsm;

import countersign.consensus.KeyType;
import countersign.consensus.PublicKey;

import java.util.Optional;

/// A key that a device is asked for.
///
/// @param id of the asymmetric key in the device
/// @param type what it must be
/// @param pinned the public key that it must have, where that is known beforehand
public record DeviceKey(int id, KeyType type, Optional<PublicKey> pinned) {
    @Override
    public String toString() {
        return "key 0x%04x".formatted(id);
    }
}
