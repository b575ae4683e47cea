package countersign.keyring;

import countersign.bytes.Bytes;
import countersign.bytes.Check;
import countersign.consensus.PublicKey;
import countersign.guard.Permit;
import countersign.keyring.spi.KeyHandle;
import countersign.keyring.spi.ProviderException;

import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;

/// A consensus key. It signs permits and nothing else, and lets no signature out that does not
/// verify against the public key.
///
/// The last few signatures are remembered: several nodes of one validator ask for the same vote and
/// all get the same signature, though many devices sign with a fresh nonce each time. It also
/// spares the device the signature over no bytes at all, v2's second extension, which every
/// precommit for a block needs.
public final class ConsensusSigner implements AutoCloseable {
    static final int REMEMBERED_MAX = 8;

    private static final Duration CLOSE_MAX = Duration.ofSeconds(2);

    /// Votes and proposals are much shorter, extensions may be as long as a mebibyte.
    static final int REMEMBERED_BYTES_MAX = 1024;

    private final KeyHandle handle;
    private final PublicKey key;
    private final ReentrantLock turn = new ReentrantLock(true);
    // The least recently used one first; of messages that a permit allowed, verified.
    private final LinkedHashMap<Bytes, Bytes> remembered = new LinkedHashMap<>(16, 0.75f, true);

    private volatile boolean closed;

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

    /// Signs the permitted messages in their order, one permit at a time. Throws where the provider
    /// fails or lies; then no signature of the permit is released.
    public List<Bytes> sign(Permit permit) throws ProviderException {
        Check.that(permit.key().equals(key), "a permit is used with the key it was made for");
        List<Bytes> signatures = new ArrayList<>();
        turn.lock();
        try {
            if (closed) {
                throw new ProviderException(
                        "the key " + key.value() + " is closed", "the signer is being stopped");
            }
            for (Bytes message : permit.use()) {
                signatures.add(signOnce(message));
            }
        } finally {
            turn.unlock();
        }
        return signatures;
    }

    /// Refuses every later permit, and wipes the key once none is being signed. A device that hangs
    /// keeps its handle: the process is about to end.
    @Override
    public void close() {
        closed = true;
        boolean idle = false;
        try {
            idle = turn.tryLock(CLOSE_MAX.toNanos(), TimeUnit.NANOSECONDS);
            if (idle) {
                handle.close();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            if (idle) {
                turn.unlock();
            }
        }
    }

    private Bytes signOnce(Bytes message) throws ProviderException {
        if (message.length() > REMEMBERED_BYTES_MAX) {
            return signVerified(message);
        }
        Optional<Bytes> known = Optional.ofNullable(remembered.get(message));
        if (known.isPresent()) {
            return known.get();
        }
        Bytes signature = signVerified(message);
        remembered.put(message, signature);
        if (remembered.size() > REMEMBERED_MAX) {
            remembered.pollFirstEntry();
        }
        return signature;
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
