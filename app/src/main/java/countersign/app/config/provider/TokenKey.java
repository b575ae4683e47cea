package countersign.app.config.provider;

import countersign.bytes.Bytes;
import countersign.consensus.KeyType;
import countersign.consensus.PublicKey;

import java.util.Optional;

/// A key on a PKCS#11 token.
///
/// @param label its `CKA_LABEL`; this or the id is there
/// @param id its `CKA_ID`
/// @param publicKey what its public key must be, where that is configured
public record TokenKey(
        ConfiguredKey key,
        Optional<String> label,
        Optional<Bytes> id,
        KeyType type,
        Optional<PublicKey> publicKey) {}
