package countersign.session;

import countersign.bytes.Bug;
import countersign.bytes.Bytes;
import countersign.connection.Connection;
import countersign.connection.Deadline;
import countersign.connection.DelimitedMessages;
import countersign.connection.PeerException;
import countersign.connection.Ticker;
import countersign.consensus.ConsensusMessage;
import countersign.consensus.Proposal;
import countersign.event.Event;
import countersign.event.Events;
import countersign.event.LinkName;
import countersign.guard.Extension;
import countersign.guard.Mark;
import countersign.guard.Permit;
import countersign.guard.Refusal;
import countersign.guard.Verdict;
import countersign.keyring.spi.ProviderException;
import countersign.privval.AnswerKind;
import countersign.privval.Codec;
import countersign.privval.Request;
import countersign.privval.Response;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;

/// Answers the requests of one node.
///
/// The way of a vote: is it for our chain and not too high; may it be signed, which the guard says
/// when its mark is durable; sign it, verified; answer. A refusal is an answer like any other and
/// leaves the link as it is.
public final class Session {
    /// The code of the `RemoteSignerError` for a double sign, as tmkms gives it. Nodes do not look.
    static final int CODE_DOUBLE_SIGN = 2;

    static final int CODE_REFUSED = 1;

    private static final String RAW_BYTES = "raw bytes";

    private final Validator validator;
    private final LinkSettings settings;
    private final Events events;
    private final Ticker ticker;
    // Held from a request's last byte to its answer's: whoever gets it finds no request in flight.
    private final ReentrantLock turn = new ReentrantLock(true);
    // What was signed for the request in flight. It is told once the answer is on its way: whoever
    // listens wants a processor too, and the node waits.
    private final List<Event> untold = new ArrayList<>();
    private volatile boolean stopped;

    public Session(Validator validator, LinkSettings settings, Events events, Ticker ticker) {
        this.validator = validator;
        this.settings = settings;
        this.events = events;
        this.ticker = ticker;
    }

    public LinkSettings settings() {
        return settings;
    }

    /// Answers one request after another. Throws when the peer or the link fails, which is also
    /// when the connection is closed; returns when the session was stopped.
    public void serve(Connection connection) throws PeerException {
        DelimitedMessages messages = new DelimitedMessages(connection, Codec.REQUEST_BYTES_MAX);
        while (true) {
            Bytes message = messages.receive(inTime());
            turn.lock();
            try {
                if (stopped) {
                    return;
                }
                messages.send(Codec.encode(decide(Codec.decode(message))), inTime());
            } finally {
                tell();
                turn.unlock();
            }
        }
    }

    /// Waits until the request in flight, if there is one, is answered, but no longer than `limit`.
    /// Afterwards no other is.
    public void stop(Duration limit) {
        boolean idle = false;
        try {
            idle = turn.tryLock(limit.toNanos(), TimeUnit.NANOSECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        stopped = true;
        if (idle) {
            turn.unlock();
        }
    }

    /// The answer to one request. Touches the guard, the key and the listeners, but not the link.
    Response answer(Request request) {
        try {
            return decide(request);
        } finally {
            tell();
        }
    }

    private void tell() {
        untold.forEach(events::emit);
        untold.clear();
    }

    private Response decide(Request request) {
        return switch (request) {
            case Request.Ping() -> new Response.Pong();
            case Request.ShowPublicKey(String chainId) -> showPublicKey(chainId);
            case Request.SignVote vote ->
                    sign(AnswerKind.VOTE, vote.chainId(), vote.vote(), extension(vote));
            case Request.SignProposal(String chainId, Proposal proposal) ->
                    sign(AnswerKind.PROPOSAL, chainId, proposal, Optional.empty());
            case Request.SignRawBytes raw -> signRawBytes(raw);
            case Request.SignBareBytes() ->
                    refuse(
                            AnswerKind.RAW_BYTES,
                            RAW_BYTES,
                            "bytes without a domain of their own are never signed: they could be"
                                    + " a vote");
            case Request.Unsignable(AnswerKind kind, String why) ->
                    refuse(kind, "an impossible request", why);
        };
    }

    private Response showPublicKey(String chainId) {
        if (!isOurs(chainId)) {
            return refuse(AnswerKind.PUBLIC_KEY, "public key", wrongChain(chainId));
        }
        return new Response.ShowedPublicKey(validator.publicKey());
    }

    private Response sign(
            AnswerKind kind,
            String chainId,
            ConsensusMessage asked,
            Optional<Extension> extension) {
        long began = ticker.nanos();
        if (!isOurs(chainId)) {
            return refuse(kind, RefusalText.place(asked), wrongChain(chainId));
        }
        long heightMax = settings.heightMax().orElse(Long.MAX_VALUE);
        if (asked.hrs().height() > heightMax) {
            return refuse(kind, RefusalText.place(asked), RefusalText.tooHigh(asked, heightMax));
        }
        try {
            return switch (validator.guard().judge(asked, extension)) {
                case Verdict.Allowed(Permit permit) -> {
                    Response answer = signed(asked, permit);
                    untold.add(new Event.Signed(link(), asked, since(began)));
                    announce(extension, asked);
                    yield answer;
                }
                case Verdict.Repeated(Permit permit, ConsensusMessage recorded) -> {
                    Response answer = signed(recorded, permit);
                    untold.add(new Event.Repeated(link(), recorded));
                    announce(extension, recorded);
                    yield answer;
                }
                case Verdict.Refused(Refusal reason, Mark held) ->
                        refused(kind, asked, reason, held);
            };
        } catch (ProviderException e) {
            return providerFailed(kind, e);
        }
    }

    private Response signed(ConsensusMessage message, Permit permit) throws ProviderException {
        if (validator.signer().awaitsPerson()) {
            events.emit(
                    new Event.PersonAwaited(
                            link(),
                            validator.signer().provider(),
                            message,
                            validator.signer().limits().firstSignatureMax()));
        }
        List<Bytes> signatures = validator.signer().sign(permit);
        Optional<Response.Extensions> extensions =
                signatures.size() == 1
                        ? Optional.empty()
                        : Optional.of(
                                new Response.Extensions(signatures.get(1), signatures.get(2)));
        return new Response.Signed(message, signatures.getFirst(), extensions);
    }

    private Response signRawBytes(Request.SignRawBytes raw) {
        long began = ticker.nanos();
        if (!isOurs(raw.chainId())) {
            return refuse(AnswerKind.RAW_BYTES, RAW_BYTES, wrongChain(raw.chainId()));
        }
        try {
            return switch (validator.guard().judgeRawBytes(raw.rawBytes(), raw.uniqueId())) {
                case Verdict.Allowed(Permit permit) -> {
                    Bytes signature = validator.signer().sign(permit).getFirst();
                    untold.add(new Event.RawBytesSigned(link(), raw.uniqueId(), since(began)));
                    yield new Response.SignedRawBytes(signature);
                }
                case Verdict.Repeated _ -> throw new Bug("raw bytes leave no mark to repeat");
                case Verdict.Refused(Refusal reason, Mark _) ->
                        refuse(
                                AnswerKind.RAW_BYTES,
                                RAW_BYTES,
                                RefusalText.ofRawBytes(reason, validator.chain()));
            };
        } catch (ProviderException e) {
            return providerFailed(AnswerKind.RAW_BYTES, e);
        }
    }

    private Response refused(AnswerKind kind, ConsensusMessage asked, Refusal reason, Mark held) {
        String why = RefusalText.of(reason, asked, held, validator.guard());
        if (reason == Refusal.CONFLICT) {
            String taken = RefusalText.conflicting(held).blockId().prefix();
            events.emit(new Event.DoubleSignRefused(link(), asked, taken));
            return new Response.Failed(kind, CODE_DOUBLE_SIGN, why);
        }
        return refuse(kind, RefusalText.place(asked), why);
    }

    private Response refuse(AnswerKind kind, String what, String why) {
        events.emit(new Event.Refused(link(), what, why));
        return new Response.Failed(kind, CODE_REFUSED, why);
    }

    private Response providerFailed(AnswerKind kind, ProviderException failure) {
        events.emit(
                new Event.ProviderFailed(
                        link(), validator.signer().provider(), failure.what(), failure.next()));
        return new Response.Failed(kind, CODE_REFUSED, "signing failed: " + failure.what());
    }

    private void announce(Optional<Extension> extension, ConsensusMessage message) {
        extension.ifPresent(
                signed ->
                        untold.add(
                                new Event.ExtensionSigned(
                                        link(), message.hrs(), signed.content().length())));
    }

    /// Nodes before v0.38 know no extensions, and do not say so; later ones ask for the signature
    /// of an empty one too, and take a vote without it where their chain has none. So a key for
    /// votes alone leaves it out rather than being of no use to anybody.
    private Optional<Extension> extension(Request.SignVote asked) {
        boolean empty = asked.extension().isEmpty() && asked.nonRpExtension().isEmpty();
        boolean wanted = asked.extended() && !(empty && validator.signer().limits().votesOnly());
        return wanted
                ? Optional.of(new Extension(asked.extension(), asked.nonRpExtension()))
                : Optional.empty();
    }

    private boolean isOurs(String chainId) {
        return validator.chain().value().equals(chainId);
    }

    private String wrongChain(String chainId) {
        return RefusalText.wrongChain(chainId, validator.chain());
    }

    private LinkName link() {
        return settings.name();
    }

    private Duration since(long began) {
        return Duration.ofNanos(ticker.nanos() - began);
    }

    private Deadline inTime() {
        return Deadline.after(settings.timeout(), ticker);
    }
}
