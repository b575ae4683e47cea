package countersign.tx.once;

import countersign.bytes.Bytes;
import countersign.bytes.Check;
import countersign.connection.Deadline;
import countersign.connection.Ticker;
import countersign.consensus.KeyType;
import countersign.consensus.PublicKey;
import countersign.keyring.spi.EcdsaSignature;
import countersign.keyring.spi.KeyHandle;
import countersign.keyring.spi.KeyLimits;
import countersign.keyring.spi.ProviderException;

import java.time.Duration;
import java.util.Optional;

/// An account's key. No signature leaves that does not verify with it, or that nodes refuse because
/// its `s` is the higher one of the two.
public final class AccountSigner implements AutoCloseable {
    static final Duration SIGN_MAX = Duration.ofSeconds(30);

    private final KeyHandle handle;
    private final PublicKey key;
    private final Ticker ticker;

    public AccountSigner(KeyHandle handle, Ticker ticker) {
        this.handle = handle;
        this.key = handle.publicKey();
        this.ticker = ticker;
        Check.that(key.type() == KeyType.SECP256K1, "accounts have secp256k1 keys");
    }

    public PublicKey publicKey() {
        return key;
    }

    public String provider() {
        return handle.provider();
    }

    /// What the key cannot sign.
    public KeyLimits limits() {
        return handle.limits();
    }

    @Override
    public void close() {
        handle.close();
    }

    /// A signature over the SHA-256 of `signBytes`. The handle hashes, as it does for votes.
    public Bytes sign(Bytes signBytes) throws ProviderException {
        if (signBytes.length() > handle.limits().messageBytesMax()) {
            throw new ProviderException(
                    "the %s key signs no more than %d bytes, and this transaction has %d"
                            .formatted(
                                    handle.provider(),
                                    handle.limits().messageBytesMax(),
                                    signBytes.length()),
                    "ask for fewer messages at once, or keep the account's key elsewhere");
        }
        Bytes raw = handle.sign(signBytes, Deadline.after(SIGN_MAX, ticker));
        Optional<Bytes> low = EcdsaSignature.ofRaw(raw);
        if (low.isEmpty() || !key.verifies(signBytes, low.get())) {
            throw new ProviderException(
                    handle.provider()
                            + " returned a signature that does not verify with the key "
                            + key.value(),
                    "the device or its key is broken; nothing was released. Check which key it"
                            + " holds, then restart");
        }
        return low.get();
    }
}
