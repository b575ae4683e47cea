package countersign.keyring.spi;

import countersign.bytes.Bytes;
import countersign.connection.Deadline;
import countersign.consensus.PublicKey;

/// One private key, wherever it lives. Safe for several threads.
public interface KeyHandle extends AutoCloseable {
    /// The provider's name as operators configure it, for instance `softsign`.
    String provider();

    PublicKey publicKey();

    /// What the key cannot sign, known before it is asked to.
    KeyLimits limits();

    /// Must sign exactly `message` and return the raw signature in CometBFT's form for the key's
    /// type ([EcdsaSignature] brings secp256k1's into it), or throw, and do either before the
    /// deadline passes. Whoever calls verifies what comes back.
    Bytes sign(Bytes message, Deadline deadline) throws ProviderException;

    /// Wipes what can be wiped. No call may follow.
    @Override
    void close();
}
