package countersign.provider.pkcs11;

import countersign.bytes.Bytes;
import countersign.consensus.PublicKey;

import java.util.Optional;

/// What a token says of a private key.
///
/// @param kind `Ed25519`, `secp256k1`, or what else it is
/// @param label without control characters; empty where it has none
/// @param publicKey empty where the token does not show it, or the key is of another kind
/// @param extractable whether it may leave the token
public record KeyFacts(
        String kind, String label, Bytes id, Optional<PublicKey> publicKey, boolean extractable) {}
