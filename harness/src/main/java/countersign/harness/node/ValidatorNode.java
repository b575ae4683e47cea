package countersign.harness.node;

import countersign.bytes.Bytes;
import countersign.connection.Deadline;
import countersign.connection.PeerException;
import countersign.connection.PeerFault;
import countersign.connection.Ticker;
import countersign.connection.secret.ConnectionKey;
import countersign.consensus.ChainId;
import countersign.consensus.ConsensusMessage;
import countersign.consensus.Hrs;
import countersign.consensus.Proposal;
import countersign.consensus.PublicKey;
import countersign.consensus.Vote;
import countersign.harness.ledger.Finding;
import countersign.harness.ledger.Ledger;
import countersign.harness.ledger.Received;
import countersign.harness.wire.Extensions;
import countersign.harness.wire.Query;
import countersign.harness.wire.QueryEncoder;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.ReentrantLock;

/// A node that asks one signer at a time, as CometBFT's `SignerClient` over its
/// `SignerListenerEndpoint` does, and enters every signature in its [Ledger].
///
/// One request is in flight at a time; several threads may ask and take turns. Between requests the
/// node pings. After any failure of the link it drops the signer and accepts the next (a real node
/// keeps a link over some failures, until a ping fails on it).
public final class ValidatorNode implements AutoCloseable {
    private final NodeListener listener;
    private final Ledger ledger;
    private final ConnectionKey identity;
    private final Ticker ticker;
    private final ReentrantLock turn = new ReentrantLock();
    private final CountDownLatch closed = new CountDownLatch(1);
    private volatile NodeSettings settings;
    private volatile Optional<NodeLink> link = Optional.empty();
    private volatile Optional<PublicKey> key = Optional.empty();
    private volatile long idleSinceNanos;
    private final AtomicInteger connections = new AtomicInteger();
    private final AtomicInteger answersInPart = new AtomicInteger();

    private ValidatorNode(
            NodeListener listener,
            NodeSettings settings,
            Ledger ledger,
            ConnectionKey identity,
            Ticker ticker) {
        this.listener = listener;
        this.settings = settings;
        this.ledger = ledger;
        this.identity = identity;
        this.ticker = ticker;
        this.idleSinceNanos = ticker.nanos();
    }

    /// A node that listens at `address` with a fresh identity, as every real node has after every
    /// start.
    public static ValidatorNode listen(
            ListenAddress address, NodeSettings settings, Ledger ledger, Sources sources)
            throws ListenException {
        ValidatorNode node =
                new ValidatorNode(
                        NodeListener.open(address),
                        settings,
                        ledger,
                        sources.freshIdentity(),
                        sources.ticker());
        Thread.ofVirtual().name("ping " + address).start(node::keepAlive);
        return node;
    }

    /// Where it listens, with the port that the system chose.
    public ListenAddress address() {
        return listener.address();
    }

    public NodeSettings settings() {
        return settings;
    }

    /// Goes on as another node over the same link, for instance one whose chain has just enabled
    /// extensions.
    public void become(NodeSettings next) {
        settings = next;
    }

    /// How many signers were accepted so far: unchanged over a request that kept the connection.
    public int connections() {
        return connections.get();
    }

    /// How many answers began to come and never did in full.
    public int answersInPart() {
        return answersInPart.get();
    }

    /// Asks for the key of the node's chain. The first one given verifies every later signature.
    public Outcome<PublicKey> publicKey() throws PeerException {
        Outcome<PublicKey> outcome = publicKey(settings.chain().value());
        if (outcome instanceof Outcome.Given<PublicKey>(PublicKey given, Duration _)
                && key.isEmpty()) {
            key = Optional.of(given);
        }
        return outcome;
    }

    /// Asks for the key of any chain.
    public Outcome<PublicKey> publicKey(String chainId) throws PeerException {
        Exchange exchange = exchange(new Query.ShowKey(chainId));
        return check().key(exchange.answer(), exchange.took());
    }

    public Outcome<Duration> ping() throws PeerException {
        Exchange exchange = exchange(new Query.Ping());
        return check().pong(exchange.answer(), exchange.took());
    }

    /// Asks for a signature as the node's consensus would.
    public Outcome<Signed> sign(Proposal proposal) throws PeerException {
        return ask(new Query.SignProposal(settings.chain().value(), proposal));
    }

    /// Asks for a signature as the node's consensus would: `extensions` go along where they may.
    public Outcome<Signed> sign(Vote vote, Extensions extensions) throws PeerException {
        if (key.isEmpty()) {
            // A node knows who it is before it votes; where it learns nothing, asking says why.
            publicKey();
        }
        boolean enabled = settings.extensionsEnabled();
        boolean extended = enabled && vote.isPrecommitForBlock();
        return ask(
                new Query.SignVote(
                        settings.chain().value(),
                        vote,
                        voter(),
                        extended ? extensions : Extensions.NONE,
                        settings.dialect().skipsExtensions(vote, enabled)));
    }

    /// Asks exactly this, whether or not a sane node would.
    public Outcome<Signed> ask(Query.SignVote query) throws PeerException {
        return judged(
                query,
                query.chainId(),
                (known, exchange) ->
                        check().vote(query, known, exchange.answer(), exchange.took()));
    }

    /// Asks exactly this, whether or not a sane node would.
    public Outcome<Signed> ask(Query.SignProposal query) throws PeerException {
        return judged(
                query,
                query.chainId(),
                (known, exchange) ->
                        check().proposal(query, known, exchange.answer(), exchange.took()));
    }

    /// Asks for a signature over bare bytes, which is not verified.
    public Outcome<Bytes> ask(Query.SignBareBytes query) throws PeerException {
        Exchange exchange = exchange(query);
        return check().signedBytes(exchange.answer(), exchange.took());
    }

    /// Uses the link, accepting a signer first if there is none, for what no method here does. On
    /// an exception the link is dropped.
    public <T> T onLink(LinkUse<T> use) throws PeerException {
        turn.lock();
        try {
            T used = use.use(connected());
            idleSinceNanos = ticker.nanos();
            return used;
        } catch (PeerException e) {
            drop();
            throw e;
        } finally {
            turn.unlock();
        }
    }

    /// What [#onLink] does with the link.
    public interface LinkUse<T> {
        T use(NodeLink link) throws PeerException;
    }

    /// Closes the link, as a node that is restarted or cut off; the next request accepts anew.
    public void drop() {
        link.ifPresent(NodeLink::close);
        link = Optional.empty();
    }

    /// The time by which a single write or answer is due, from now on.
    public Deadline readWriteDeadline() {
        return deadline(settings.timings().readWrite());
    }

    /// So long from now, by the node's clock.
    public Deadline deadline(Duration limit) {
        return Deadline.after(limit, ticker);
    }

    /// Who votes, as far as it is known.
    public Query.Voter voter() {
        return key.map(known -> new Query.Voter(known.address(), 0)).orElse(Query.Voter.UNKNOWN);
    }

    /// Stops listening and drops the signer. A request in flight fails.
    @Override
    public void close() {
        closed.countDown();
        listener.close();
        drop();
        identity.close();
    }

    private AnswerCheck check() {
        return new AnswerCheck(settings.dialect(), settings.extensionsEnabled());
    }

    private record Exchange(Bytes answer, Duration took) {}

    private interface Judge {
        Outcome<AnswerCheck.Verified> judge(PublicKey known, Exchange exchange);
    }

    private Outcome<Signed> judged(Query query, String chainId, Judge judge) throws PeerException {
        if (key.isEmpty()) {
            Outcome<PublicKey> outcome = publicKey();
            if (key.isEmpty()) {
                return new Outcome.Wrong<>("no public key to verify with: " + outcome.describe());
            }
        }
        PublicKey known = key.orElseThrow();
        ChainId chain = new ChainId(chainId);
        Optional<Hrs> floor = ledger.highest(chain, known);
        Exchange exchange = exchange(query);
        return switch (judge.judge(known, exchange)) {
            case Outcome.Given<AnswerCheck.Verified>(AnswerCheck.Verified good, Duration took) ->
                    entered(good, chain, floor, took);
            case Outcome.Refused<AnswerCheck.Verified>(int code, String description) ->
                    new Outcome.Refused<>(code, description);
            case Outcome.Wrong<AnswerCheck.Verified>(String why) -> new Outcome.Wrong<>(why);
        };
    }

    private Outcome<Signed> entered(
            AnswerCheck.Verified good, ChainId chain, Optional<Hrs> floor, Duration took) {
        ConsensusMessage message = good.message();
        Finding finding =
                ledger.record(
                        new Received(chain, key.orElseThrow(), message, good.signature()), floor);
        if (finding.isViolation()) {
            return new Outcome.Wrong<>(
                    (finding == Finding.CONFLICT ? "double sign" : "regression")
                            + ": a signature for another "
                            + message.kind()
                            + " at "
                            + message.hrs());
        }
        if (good.objection().isPresent()) {
            return new Outcome.Wrong<>(good.objection().get());
        }
        return new Outcome.Given<>(
                new Signed(
                        message,
                        good.signature(),
                        good.extensionSignature(),
                        good.nonRpExtensionSignature(),
                        finding),
                took);
    }

    private Exchange exchange(Query query) throws PeerException {
        Bytes request = QueryEncoder.encode(query, settings.dialect());
        turn.lock();
        try {
            for (int attempt = 1; ; attempt++) {
                try {
                    return exchangeOnce(request);
                } catch (PeerException e) {
                    if (link.isPresent() && link.get().isWithinAMessage()) {
                        answersInPart.incrementAndGet();
                    }
                    drop();
                    if (attempt == settings.timings().attemptsMax() || isClosed()) {
                        throw e;
                    }
                }
                pause(settings.timings().retryPause());
            }
        } finally {
            turn.unlock();
        }
    }

    private Exchange exchangeOnce(Bytes request) throws PeerException {
        NodeLink signer = connected();
        long start = ticker.nanos();
        signer.send(request, readWriteDeadline());
        Bytes answer = signer.receive(readWriteDeadline());
        idleSinceNanos = ticker.nanos();
        return new Exchange(answer, Duration.ofNanos(idleSinceNanos - start));
    }

    private NodeLink connected() throws PeerException {
        if (link.isPresent()) {
            return link.get();
        }
        Deadline patience = deadline(settings.timings().accept());
        Optional<PeerException> failed = Optional.empty();
        while (true) {
            try {
                NodeLink accepted =
                        NodeLink.accept(listener, identity, patience, readWriteDeadline());
                link = Optional.of(accepted);
                connections.incrementAndGet();
                idleSinceNanos = ticker.nanos();
                return accepted;
            } catch (PeerException e) {
                if (isClosed() || patience.hasPassed()) {
                    throw failed.orElse(e);
                }
                failed = Optional.of(e);
            }
        }
    }

    private void keepAlive() {
        long interval = settings.timings().pingInterval().toNanos();
        long wait = interval;
        while (!awaitClosed(wait)) {
            long idle = ticker.nanos() - idleSinceNanos;
            if (idle < interval) {
                wait = interval - idle;
                continue;
            }
            wait = interval;
            if (turn.tryLock()) {
                try {
                    exchangeOnce(QueryEncoder.encode(new Query.Ping(), settings.dialect()));
                } catch (PeerException e) {
                    drop();
                } finally {
                    turn.unlock();
                }
            }
        }
    }

    private boolean isClosed() {
        return closed.getCount() == 0;
    }

    private void pause(Duration pause) throws PeerException {
        if (awaitClosed(pause.toNanos())) {
            throw new PeerException(PeerFault.CLOSED_BY_US, "the node was stopped", "");
        }
    }

    /// Whether the node was closed, or the thread interrupted, within the time.
    private boolean awaitClosed(long nanos) {
        try {
            return closed.await(nanos, TimeUnit.NANOSECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return true;
        }
    }
}
