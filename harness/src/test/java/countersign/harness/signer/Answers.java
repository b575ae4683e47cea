package countersign.harness.signer;

import countersign.bytes.Bytes;
import countersign.consensus.ChainId;
import countersign.consensus.ConsensusMessage;
import countersign.consensus.PublicKey;
import countersign.consensus.SignBytes;
import countersign.consensus.Timestamp;
import countersign.consensus.Vote;
import countersign.harness.wire.ProtoFields;
import countersign.harness.wire.ProtoWriter;

import java.io.IOException;
import java.util.List;
import java.util.Optional;

/// The pure half of a test signer: from a request to its answers, which are one unless the fault
/// says otherwise, or none where the link is to be closed.
final class Answers {
    private static final String REFUSED = "refused";

    private final ChainId chain;
    private final TestKey key;
    private final TestKey otherKey = TestKey.generate();
    private final Fault fault;
    private final Memory memory;

    Answers(ChainId chain, TestKey key, Fault fault) {
        this.chain = chain;
        this.key = key;
        this.fault = fault;
        this.memory = new Memory(fault);
    }

    void reconnected() {
        if (fault == Fault.FORGETS_ON_RECONNECT) {
            memory.forget();
        }
    }

    List<Bytes> to(Bytes request) throws IOException {
        ProtoFields sum = ProtoFields.parse(request);
        if (sum.numbers().isEmpty()) {
            return List.of();
        }
        int member = sum.numbers().getLast();
        Bytes body = sum.bytes(member);
        return switch (member) {
            case 1 -> List.of(message(2, key(body)));
            case 3 -> vote(Asked.vote(body));
            case 5 -> proposal(Asked.proposal(body));
            case 7 -> List.of(message(8, Bytes.EMPTY));
            case 9 -> List.of(message(10, bareBytes(body)));
            default -> List.of();
        };
    }

    private Bytes key(Bytes body) throws IOException {
        String asked = ProtoFields.parse(body).string(1);
        if (!asked.equals(chain.value()) && fault != Fault.SHOWS_KEY_OF_ANY_CHAIN) {
            return error();
        }
        PublicKey shown = key.publicKey();
        ProtoWriter answer = new ProtoWriter();
        if (fault != Fault.SHOWS_NEW_KEY_ONLY) {
            answer.message(1, new ProtoWriter().bytes(1, shown.value()).done());
        }
        if (fault != Fault.SHOWS_OLD_KEY_ONLY) {
            answer.bytes(3, shown.value()).string(4, "ed25519");
        }
        return answer.done();
    }

    private Bytes bareBytes(Bytes body) throws IOException {
        return fault == Fault.SIGNS_BARE_BYTES
                ? new ProtoWriter().bytes(1, key.sign(ProtoFields.parse(body).bytes(1))).done()
                : error();
    }

    private List<Bytes> proposal(Asked asked) {
        Optional<ConsensusMessage> signed = judged(asked);
        if (signed.isEmpty()) {
            return refusal(6);
        }
        Bytes signature = signature(signed.get(), asked.chain());
        Bytes proposal = new ProtoWriter().bytes(7, signature).done();
        return List.of(message(6, new ProtoWriter().message(1, proposal).done()));
    }

    private List<Bytes> vote(Asked asked) {
        if (asked.message().isEmpty() && fault == Fault.SIGNS_BROKEN_VOTES) {
            Bytes vote = new ProtoWriter().bytes(8, key.sign(Bytes.EMPTY)).done();
            return List.of(message(4, new ProtoWriter().message(1, vote).done()));
        }
        boolean misplaced =
                asked.message().isPresent()
                        && !isPrecommitForBlock(asked.message().get())
                        && !asked.extension().isEmpty()
                        && fault != Fault.SIGNS_EXTENSIONS_ANYWHERE;
        Optional<ConsensusMessage> signed = misplaced ? Optional.empty() : judged(asked);
        if (signed.isEmpty()) {
            return refusal(4);
        }
        ConsensusMessage message =
                fault == Fault.SIGNS_AN_OWN_TIME
                        ? signed.get().at(new Timestamp(1, 1))
                        : signed.get();
        ProtoWriter vote = new ProtoWriter();
        if (fault != Fault.RETURNS_NO_TIME) {
            vote.message(5, time(message));
        }
        vote.bytes(8, signature(message, asked.chain()));
        if (fault == Fault.ECHOES_EXTENSION) {
            vote.bytes(9, asked.extension());
        }
        extend(vote, asked, message);
        if (fault == Fault.WRITES_A_STRANGE_FIELD) {
            vote.varint(13, 1);
        }
        Bytes answer = new ProtoWriter().message(1, vote.done()).done();
        return switch (fault) {
            case ANSWERS_ANOTHER_TYPE -> List.of(message(8, Bytes.EMPTY));
            case ANSWERS_EMPTY -> List.of(Bytes.EMPTY);
            case ANSWERS_TWICE -> List.of(message(4, answer), message(4, answer));
            default -> List.of(message(4, answer));
        };
    }

    private void extend(ProtoWriter vote, Asked asked, ConsensusMessage message) {
        boolean extended =
                isPrecommitForBlock(message)
                        ? (!asked.skips() || fault == Fault.SIGNS_SKIPPED_EXTENSIONS)
                        : switch (message.hrs().step()) {
                            case PREVOTE -> fault == Fault.EXTENSION_SIGNATURE_ON_PREVOTES;
                            case PRECOMMIT -> fault == Fault.EXTENSION_SIGNATURE_ON_NIL;
                            case PROPOSE -> false;
                        };
        if (!extended || fault == Fault.NO_EXTENSION_SIGNATURE) {
            return;
        }
        Bytes extension =
                SignBytes.ofExtension(
                        asked.extension(),
                        message.hrs().height(),
                        message.hrs().round(),
                        new ChainId(asked.chain()));
        vote.bytes(10, key.sign(fault == Fault.BAD_EXTENSION_SIGNATURE ? Bytes.EMPTY : extension));
        if (fault != Fault.NO_NON_RP_SIGNATURE) {
            vote.bytes(12, key.sign(asked.nonRpExtension()));
        }
    }

    private Optional<ConsensusMessage> judged(Asked asked) {
        if (!asked.chain().equals(chain.value()) && fault != Fault.SIGNS_ANY_CHAIN) {
            return Optional.empty();
        }
        return asked.message().flatMap(memory::judge);
    }

    private Bytes signature(ConsensusMessage message, String askedChain) {
        TestKey used = fault == Fault.SIGNS_WITH_ANOTHER_KEY ? otherKey : key;
        return used.sign(SignBytes.of(message, new ChainId(askedChain)));
    }

    private Bytes time(ConsensusMessage message) {
        Timestamp time = message.timestamp();
        long seconds = fault == Fault.RETURNS_ANOTHER_TIME ? time.seconds() + 1 : time.seconds();
        return new ProtoWriter().varint(1, seconds).varint(2, time.nanos()).done();
    }

    private List<Bytes> refusal(int member) {
        return fault == Fault.CLOSES_ON_REFUSAL ? List.of() : List.of(message(member, error()));
    }

    private static boolean isPrecommitForBlock(ConsensusMessage message) {
        return message instanceof Vote vote && vote.isPrecommitForBlock();
    }

    private static Bytes error() {
        Bytes error = new ProtoWriter().varint(1, 2).string(2, REFUSED).done();
        return new ProtoWriter().message(2, error).done();
    }

    private static Bytes message(int member, Bytes body) {
        return new ProtoWriter().message(member, body).done();
    }
}
