package countersign.harness.provider;

import countersign.bytes.Bytes;
import countersign.connection.Deadline;
import countersign.connection.Ticker;
import countersign.consensus.BlockId;
import countersign.consensus.ChainId;
import countersign.consensus.ConsensusMessage;
import countersign.consensus.Hrs;
import countersign.consensus.Proposal;
import countersign.consensus.SignBytes;
import countersign.consensus.Step;
import countersign.consensus.Timestamp;
import countersign.consensus.Vote;
import countersign.keyring.spi.KeyHandle;
import countersign.keyring.spi.ProviderException;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;

/// One claim's subject, what is open of it, and the messages to sign: always new and ascending, as
/// devices with a mark of their own demand.
final class Bench implements AutoCloseable {
    /// Short: one device signs no votes of chains with long names.
    static final ChainId CHAIN = new ChainId("c-1");

    /// As long as a request may take.
    static final Duration SIGN_MAX = Duration.ofSeconds(4);

    private static final Bytes HASH = Bytes.ofHex("c0".repeat(32));
    private static final BlockId BLOCK = new BlockId(HASH, 1, HASH);
    private static final Timestamp TIME = new Timestamp(1_700_000_000L, 123_456_789);

    private final Subject subject;
    private final AtomicLong heights;
    private final List<KeyHandle> open = new ArrayList<>();
    private final List<String> said = new ArrayList<>();

    Bench(Subject subject, AtomicLong heights) {
        this.subject = subject;
        this.heights = heights;
    }

    Subject subject() {
        return subject;
    }

    /// The handles of the provider, opened; whatever was open before is closed first.
    List<KeyHandle> open() throws Exception {
        closeHandles();
        open.addAll(subject.provider().open());
        Demand.that(!open.isEmpty(), "a provider opens at least one key");
        return List.copyOf(open);
    }

    /// The first key, opened.
    KeyHandle key() throws Exception {
        return open().getFirst();
    }

    /// Closes whatever is open, once.
    void closeHandles() {
        open.forEach(KeyHandle::close);
        open.clear();
    }

    /// The first key, opened, for the caller to close.
    KeyHandle take() throws Exception {
        KeyHandle key = key();
        open.remove(key);
        return key;
    }

    long nextHeight() {
        return heights.incrementAndGet();
    }

    /// What a validator signs at a height that never was before, in its order.
    List<ConsensusMessage> height() {
        long height = nextHeight();
        return List.of(
                new Proposal(new Hrs(height, 0, Step.PROPOSE), -1, BLOCK, TIME),
                new Vote(new Hrs(height, 0, Step.PREVOTE), BLOCK, TIME),
                new Vote(new Hrs(height, 0, Step.PRECOMMIT), BlockId.NIL, TIME),
                new Proposal(new Hrs(height, 1, Step.PROPOSE), 0, BLOCK, TIME),
                new Vote(new Hrs(height, 1, Step.PREVOTE), BLOCK, TIME),
                new Vote(new Hrs(height, 1, Step.PRECOMMIT), BLOCK, TIME));
    }

    /// A precommit at a height that never was before.
    Vote vote() {
        return vote(0);
    }

    Vote vote(int round) {
        return new Vote(new Hrs(nextHeight(), round, Step.PRECOMMIT), BLOCK, TIME);
    }

    static Bytes bytes(ConsensusMessage message) {
        return SignBytes.of(message, CHAIN);
    }

    /// Signs with as much time as a request has, or, where a person must agree first, as that
    /// takes.
    Bytes sign(KeyHandle key, Bytes message) throws ProviderException {
        Duration first = key.limits().firstSignatureMax();
        return sign(key, message, first.compareTo(SIGN_MAX) > 0 ? first : SIGN_MAX);
    }

    Bytes sign(KeyHandle key, Bytes message, Duration limit) throws ProviderException {
        try {
            return key.sign(message, Deadline.after(limit, Ticker.SYSTEM));
        } catch (ProviderException e) {
            hear(e);
            throw e;
        }
    }

    /// Signs, and demands that it is this key's signature over this message and no other.
    void signs(KeyHandle key, Bytes message) throws ProviderException {
        Bytes signature = sign(key, message);
        Demand.that(
                key.publicKey().verifies(message, signature),
                "the signature over " + message.length() + " bytes does not verify");
    }

    /// Keeps what an exception says, for the search for secrets, and demands that it says enough.
    void hear(ProviderException e) {
        Demand.that(!e.what().isBlank(), "an exception that does not say what failed");
        Demand.that(!e.next().isBlank(), "`" + e.what() + "` does not say what to do next");
        Throwable at = e;
        while (at != null) {
            said.add(at.toString());
            at = at.getCause();
        }
        said.add(e.what() + " " + e.next());
    }

    @Override
    public void close() throws IOException {
        try {
            open.forEach(key -> said.add(key.toString()));
            Secrets.demandNoneIn(said, subject.secrets());
        } finally {
            closeHandles();
            subject.close();
        }
    }
}
