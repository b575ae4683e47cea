package countersign.keyring.spi;

import countersign.bytes.Bytes;
import countersign.consensus.PublicKey;

/// One private key, wherever it lives. Safe for several threads.
public interface KeyHandle extends AutoCloseable {
    /// The provider's name as operators configure it, for instance `softsign`.
    String provider();

    PublicKey publicKey();

    /// Must sign exactly `message` and return the raw signature in CometBFT's form for the key's
    /// type, or throw within the provider's own deadline. Never retries where the first attempt may
    /// have had an effect.
    Bytes sign(Bytes message) throws ProviderException;

    /// Wipes what can be wiped. No call may follow.
    @Override
    void close();
}
