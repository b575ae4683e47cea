package countersign.keyring;

import countersign.bytes.Bytes;
import countersign.bytes.Check;
import countersign.consensus.PublicKey;
import countersign.guard.Permit;
import countersign.keyring.spi.KeyHandle;
import countersign.keyring.spi.ProviderException;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// A consensus key. It signs permits and nothing else, and lets no signature out that does not
/// verify against the public key.
public final class ConsensusSigner implements AutoCloseable {
    private final KeyHandle handle;
    private final PublicKey key;
    // Every precommit for a block has one over no bytes at all, for v2's second extension; it is
    // the same every time.
    private volatile Optional<Bytes> overNothing = Optional.empty();

    public ConsensusSigner(KeyHandle handle) {
        this.handle = handle;
        this.key = handle.publicKey();
    }

    public PublicKey publicKey() {
        return key;
    }

    /// The provider's name, for events and errors.
    public String provider() {
        return handle.provider();
    }

    /// Signs the permitted messages in their order. Throws where the provider fails or lies; then
    /// no signature of the permit is released.
    public List<Bytes> sign(Permit permit) throws ProviderException {
        Check.that(permit.key().equals(key), "a permit is used with the key it was made for");
        List<Bytes> signatures = new ArrayList<>();
        for (Bytes message : permit.use()) {
            signatures.add(message.isEmpty() ? overNothing() : signVerified(message));
        }
        return signatures;
    }

    @Override
    public void close() {
        handle.close();
    }

    private Bytes overNothing() throws ProviderException {
        if (overNothing.isEmpty()) {
            overNothing = Optional.of(signVerified(Bytes.EMPTY));
        }
        return overNothing.get();
    }

    private Bytes signVerified(Bytes message) throws ProviderException {
        Bytes signature = handle.sign(message);
        if (!key.verifies(message, signature)) {
            throw new ProviderException(
                    handle.provider()
                            + " returned a signature that does not verify with the key "
                            + key.value(),
                    "the device or its key is broken; nothing was released. Check which key it"
                            + " holds, then restart");
        }
        return signature;
    }
}
