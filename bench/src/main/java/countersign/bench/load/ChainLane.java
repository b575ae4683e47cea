package countersign.bench.load;

import countersign.bench.BenchException;
import countersign.bytes.Bytes;
import countersign.connection.PeerException;
import countersign.connection.Ticker;
import countersign.consensus.BlockId;
import countersign.consensus.Hrs;
import countersign.consensus.Proposal;
import countersign.consensus.PublicKey;
import countersign.consensus.Step;
import countersign.consensus.Timestamp;
import countersign.consensus.Vote;
import countersign.harness.node.AnswerCheck;
import countersign.harness.node.Blocks;
import countersign.harness.node.Outcome;
import countersign.harness.node.ValidatorNode;
import countersign.harness.wire.Dialect;
import countersign.harness.wire.Extensions;
import countersign.harness.wire.Query;
import countersign.harness.wire.QueryEncoder;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/// A chain whose only validator is the signer: proposal, prevote and precommit at each height, and
/// then the next height. The time runs from the first byte of a request to the last of its answer;
/// the request is made before and the answer judged long after.
public final class ChainLane implements Lane {
    private static final Dialect DIALECT = Dialect.V0_38;
    private static final List<Step> STEPS = List.of(Step.PROPOSE, Step.PREVOTE, Step.PRECOMMIT);
    private static final int NO_PROOF_OF_LOCK = -1;
    private static final long FIRST_SECOND = 1_700_000_000L;

    private final ValidatorNode node;
    private final Ticker ticker;
    private final Blocks blocks = new Blocks(1);
    private final List<Asked> pending = new ArrayList<>();
    private Optional<PublicKey> key = Optional.empty();
    private Extensions extensions = Extensions.NONE;
    private long asked;

    private record Asked(Query query, Bytes answer, boolean extended) {}

    private record Exchange(Bytes answer, long nanos) {}

    /// Takes over the node, which listens for its signer.
    public ChainLane(ValidatorNode node, Ticker ticker) {
        this.node = node;
        this.ticker = ticker;
    }

    /// Waits for the signer, as long as the node does, and asks for its key.
    public void connect() throws BenchException {
        try {
            Outcome<PublicKey> outcome = node.publicKey();
            if (!(outcome instanceof Outcome.Given<PublicKey>(PublicKey given, Duration _))) {
                throw new BenchException(
                        "no key for " + node.settings().chain() + ": " + outcome.describe(), "");
            }
            key = Optional.of(given);
        } catch (PeerException e) {
            throw failed(e);
        }
    }

    @Override
    public void extend(int extensionBytes) {
        byte[] extension = new byte[extensionBytes];
        Arrays.fill(extension, (byte) 7);
        extensions = new Extensions(Bytes.of(extension), Bytes.EMPTY);
    }

    @Override
    public long once() throws BenchException {
        Query query = query();
        asked++;
        Bytes request = QueryEncoder.encode(query, DIALECT);
        try {
            Exchange exchange =
                    node.onLink(
                            link -> {
                                long start = ticker.nanos();
                                link.send(request, node.readWriteDeadline());
                                Bytes answer = link.receive(node.readWriteDeadline());
                                return new Exchange(answer, ticker.nanos() - start);
                            });
            boolean extended = !extensions.replayProtected().isEmpty();
            pending.add(new Asked(query, exchange.answer(), extended));
            return exchange.nanos();
        } catch (PeerException e) {
            throw failed(e);
        }
    }

    /// Every single answer is held to what a node demands of it.
    @Override
    public List<String> settle() {
        List<String> faults =
                pending.parallelStream().map(this::fault).flatMap(Optional::stream).toList();
        pending.clear();
        return faults;
    }

    @Override
    public void close() {
        node.close();
    }

    private Query query() {
        long height = 1 + asked / STEPS.size();
        Step step = STEPS.get((int) (asked % STEPS.size()));
        Hrs place = new Hrs(height, 0, step);
        BlockId block = blocks.at(height, 0, 0);
        Timestamp time = new Timestamp(FIRST_SECOND + height, 0);
        String chain = node.settings().chain().value();
        if (step == Step.PROPOSE) {
            return new Query.SignProposal(
                    chain, new Proposal(place, NO_PROOF_OF_LOCK, block, time));
        }
        Vote vote = new Vote(place, block, time);
        Extensions carried = step == Step.PRECOMMIT ? extensions : Extensions.NONE;
        return new Query.SignVote(chain, vote, node.voter(), carried, false);
    }

    private Optional<String> fault(Asked one) {
        if (key.isEmpty()) {
            return Optional.of("no key to verify with");
        }
        AnswerCheck check = new AnswerCheck(DIALECT, one.extended());
        Outcome<AnswerCheck.Verified> outcome =
                switch (one.query()) {
                    case Query.SignVote vote ->
                            check.vote(vote, key.get(), one.answer(), Duration.ZERO);
                    case Query.SignProposal proposal ->
                            check.proposal(proposal, key.get(), one.answer(), Duration.ZERO);
                    case Query.Ping _,
                            Query.ShowKey _,
                            Query.SignBareBytes _,
                            Query.SignRawBytes _ ->
                            new Outcome.Wrong<>("never asked");
                };
        return switch (outcome) {
            case Outcome.Given<AnswerCheck.Verified>(AnswerCheck.Verified good, Duration _) ->
                    good.objection();
            case Outcome.Refused<AnswerCheck.Verified> _, Outcome.Wrong<AnswerCheck.Verified> _ ->
                    Optional.of(outcome.describe());
        };
    }

    private BenchException failed(PeerException e) {
        return new BenchException(node.settings().chain() + ": " + e.what(), "", e);
    }
}
