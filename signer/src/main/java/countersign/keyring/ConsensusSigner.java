package countersign.keyring;

import countersign.bytes.Bytes;
import countersign.bytes.Check;
import countersign.bytes.Turn;
import countersign.connection.Deadline;
import countersign.connection.Ticker;
import countersign.consensus.PublicKey;
import countersign.ed25519.Ed25519Verifier;
import countersign.guard.Permit;
import countersign.keyring.spi.KeyHandle;
import countersign.keyring.spi.KeyLimits;
import countersign.keyring.spi.ProviderException;

import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.function.BiPredicate;

/// A consensus key. It signs permits and nothing else, and lets no signature out that does not
/// verify against the public key.
///
/// The last few signatures are remembered: several nodes of one validator ask for the same vote and
/// all get the same signature, though many devices sign with a fresh nonce each time. It also
/// spares the device the signature over no bytes at all, v2's second extension, which every
/// precommit for a block needs.
public final class ConsensusSigner implements AutoCloseable {
    static final int REMEMBERED_MAX = 8;

    /// For a whole request, whatever it waits for. A second less than a node waits: an answer that
    /// says why is better than none.
    public static final Duration SIGN_MAX = Duration.ofSeconds(4);

    private static final Duration CLOSE_MAX = Duration.ofSeconds(2);

    /// Votes and proposals are much shorter, extensions may be as long as a mebibyte.
    static final int REMEMBERED_BYTES_MAX = 1024;

    private final KeyHandle handle;
    private final PublicKey key;
    private final BiPredicate<Bytes, Bytes> verifier;
    private final KeyLimits limits;
    private final Ticker ticker;
    private final Turn turn = new Turn();
    // The least recently used one first; of messages that a permit allowed, verified.
    private final LinkedHashMap<Bytes, Bytes> remembered = new LinkedHashMap<>(16, 0.75f, true);

    // Whether nobody has to agree to the first signature any more.
    private volatile boolean confirmed;
    private volatile boolean closed;

    public ConsensusSigner(KeyHandle handle) {
        this(handle, Ticker.SYSTEM);
    }

    public ConsensusSigner(KeyHandle handle, Ticker ticker) {
        this.handle = handle;
        this.key = handle.publicKey();
        this.verifier = verifier(key);
        this.limits = handle.limits();
        this.ticker = ticker;
    }

    public PublicKey publicKey() {
        return key;
    }

    /// The provider's name, for events and errors.
    public String provider() {
        return handle.provider();
    }

    public KeyLimits limits() {
        return limits;
    }

    /// Whether the next signature may wait for a person at the device.
    public boolean awaitsPerson() {
        return !confirmed && !limits.firstSignatureMax().isZero();
    }

    /// Signs the permitted messages in their order, one permit at a time. Throws where the provider
    /// fails or lies; then no signature of the permit is released.
    public List<Bytes> sign(Permit permit) throws ProviderException {
        Check.that(permit.key().equals(key), "a permit is used with the key it was made for");
        List<Bytes> messages = permit.use();
        requireVoteAlone(messages);
        List<Bytes> signatures = new ArrayList<>();
        Deadline deadline = takeTurn();
        try {
            for (Bytes message : messages) {
                signatures.add(signOnce(message, deadline));
            }
            confirmed = true;
        } finally {
            turn.end();
        }
        return signatures;
    }

    /// Has the key sign [Probe#MESSAGE], which can be nothing that a chain knows, and says how long
    /// that took. Throws where the key cannot, also where it signs nothing but votes.
    public Duration probe() throws ProviderException {
        if (limits.votesOnly()) {
            throw new ProviderException(
                    "the " + handle.provider() + " key signs nothing but votes",
                    "it shows with its first vote whether it works");
        }
        Deadline deadline = takeTurn();
        try {
            long began = ticker.nanos();
            signVerified(Probe.MESSAGE, deadline);
            return Duration.ofNanos(ticker.nanos() - began);
        } finally {
            turn.end();
        }
    }

    /// A device that keeps a mark of its own would move it for a vote that is then of no use.
    private void requireVoteAlone(List<Bytes> messages) throws ProviderException {
        if (limits.votesOnly() && messages.size() > 1) {
            throw new ProviderException(
                    "the "
                            + handle.provider()
                            + " key signs no vote extensions, and this precommit needs one's"
                            + " signature",
                    "keep the key of a chain with vote extensions elsewhere");
        }
    }

    /// Refuses every later permit, and wipes the key once none is being signed. A device that hangs
    /// keeps its handle: the process is about to end.
    @Override
    public void close() {
        closed = true;
        if (turn.take(CLOSE_MAX)) {
            try {
                handle.close();
            } finally {
                turn.end();
            }
        }
    }

    /// Waits for the requests before, and gives the time that is left for this one.
    private Deadline takeTurn() throws ProviderException {
        Deadline deadline = Deadline.after(SIGN_MAX, ticker);
        if (!turn.take(SIGN_MAX)) {
            throw new ProviderException(
                    "the " + handle.provider() + " key is still busy with another request",
                    "if this lasts, its device hangs: restart it");
        }
        if (closed) {
            turn.end();
            throw new ProviderException(
                    "the key " + key.value() + " is closed", "the signer is being stopped");
        }
        boolean mayTakeLong = limits.firstSignatureMax().compareTo(SIGN_MAX) > 0;
        return awaitsPerson() && mayTakeLong
                ? Deadline.after(limits.firstSignatureMax(), ticker)
                : deadline;
    }

    private Bytes signOnce(Bytes message, Deadline deadline) throws ProviderException {
        if (message.length() > REMEMBERED_BYTES_MAX) {
            return signVerified(message, deadline);
        }
        Optional<Bytes> known = Optional.ofNullable(remembered.get(message));
        if (known.isPresent()) {
            return known.get();
        }
        Bytes signature = signVerified(message, deadline);
        remembered.put(message, signature);
        if (remembered.size() > REMEMBERED_MAX) {
            remembered.pollFirstEntry();
        }
        return signature;
    }

    /// Whether the second is the key's signature over the first.
    private static BiPredicate<Bytes, Bytes> verifier(PublicKey key) {
        return switch (key.type()) {
            case ED25519 -> new Ed25519Verifier(key.value())::verifies;
            case SECP256K1 -> key::verifies;
        };
    }

    private Bytes signVerified(Bytes message, Deadline deadline) throws ProviderException {
        if (message.length() > limits.messageBytesMax()) {
            throw new ProviderException(
                    "the %s key signs no more than %d bytes, and this message has %d"
                            .formatted(
                                    handle.provider(), limits.messageBytesMax(), message.length()),
                    "what a key cannot sign is told at the start: shorten the vote extensions, or"
                            + " keep this chain's key elsewhere");
        }
        Bytes signature = handle.sign(message, deadline);
        if (!verifier.test(message, signature)) {
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
