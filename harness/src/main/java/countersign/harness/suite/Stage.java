package countersign.harness.suite;

import countersign.bytes.Bytes;
import countersign.connection.PeerException;
import countersign.consensus.BlockId;
import countersign.consensus.ConsensusMessage;
import countersign.consensus.Hrs;
import countersign.consensus.Proposal;
import countersign.consensus.PublicKey;
import countersign.consensus.Step;
import countersign.consensus.Timestamp;
import countersign.consensus.Vote;
import countersign.harness.node.Blocks;
import countersign.harness.node.NodeSettings;
import countersign.harness.node.Outcome;
import countersign.harness.node.Signed;
import countersign.harness.node.ValidatorNode;
import countersign.harness.wire.Dialect;
import countersign.harness.wire.Extensions;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/// What a check works with: a node of one dialect, fresh heights, blocks and times, and the demands
/// that most checks make.
final class Stage {
    static final int NO_PROOF_OF_LOCK = -1;

    private static final Blocks BLOCKS = new Blocks(0);

    private final ValidatorNode node;
    private final Optional<PublicKey> expectedKey;
    private final Instant start;
    private long height;
    private long secondsLater;

    /// `height` is the last one used.
    Stage(ValidatorNode node, Optional<PublicKey> expectedKey, long height, Instant start) {
        this.node = node;
        this.expectedKey = expectedKey;
        this.height = height;
        this.start = start;
    }

    ValidatorNode node() {
        return node;
    }

    Dialect dialect() {
        return node.settings().dialect();
    }

    String chain() {
        return node.settings().chain().value();
    }

    Optional<PublicKey> expectedKey() {
        return expectedKey;
    }

    /// The highest height used so far.
    long height() {
        return height;
    }

    /// A height above all that were used.
    long nextHeight() {
        height++;
        return height;
    }

    /// A time that was not used yet.
    Timestamp nextTime() {
        secondsLater++;
        return new Timestamp(start.getEpochSecond() + secondsLater, start.getNano());
    }

    BlockId block(long at) {
        return BLOCKS.at(at, 0, 0);
    }

    BlockId rival(long at) {
        return BLOCKS.at(at, 0, 1);
    }

    Proposal proposal(long at, int round, int polRound, BlockId block) {
        return new Proposal(new Hrs(at, round, Step.PROPOSE), polRound, block, nextTime());
    }

    Vote prevote(long at, int round, BlockId block) {
        return new Vote(new Hrs(at, round, Step.PREVOTE), block, nextTime());
    }

    Vote precommit(long at, int round, BlockId block) {
        return new Vote(new Hrs(at, round, Step.PRECOMMIT), block, nextTime());
    }

    /// Asks as the node's consensus would, without extensions in it.
    Outcome<Signed> ask(ConsensusMessage message) throws PeerException {
        return switch (message) {
            case Vote vote -> node.sign(vote, Extensions.NONE);
            case Proposal proposal -> node.sign(proposal);
        };
    }

    /// Demands a signature at the asked time.
    Signed signs(ConsensusMessage message) throws CheckFailedException, PeerException {
        Signed signed = given(ask(message));
        demand(
                signed.message().equals(message),
                "the signature is over another time than the one asked for");
        return signed;
    }

    /// Demands an answer that passes the node's checks.
    <T> T given(Outcome<T> outcome) throws CheckFailedException {
        return switch (outcome) {
            case Outcome.Given<T>(T value, Duration _) -> value;
            case Outcome.Refused<T> refused -> throw new CheckFailedException(refused.describe());
            case Outcome.Wrong<T>(String why) -> throw new CheckFailedException(why);
        };
    }

    /// Demands that the signer refuses this and keeps the connection.
    void refuses(ConsensusMessage message) throws CheckFailedException, PeerException {
        refused(() -> ask(message));
    }

    /// Demands that the signer refuses the request and keeps the connection, with its answers in
    /// step.
    <T> void refused(Request<T> request) throws CheckFailedException, PeerException {
        given(node.ping());
        int connections = node.connections();
        switch (request.send()) {
            case Outcome.Given<T> _ -> throw new CheckFailedException("it was signed");
            case Outcome.Wrong<T>(String why) -> throw new CheckFailedException(why);
            case Outcome.Refused<T> _ -> {
                given(node.ping());
                demand(node.connections() == connections, "the connection was not kept");
            }
        }
    }

    /// Sends the bytes as one message and gives what comes back.
    Bytes exchange(Bytes message) throws PeerException {
        return node.onLink(
                link -> {
                    link.send(message, node.readWriteDeadline());
                    return link.receive(node.readWriteDeadline());
                });
    }

    /// Runs `body` on a node whose chain has extensions enabled or not.
    void withExtensions(boolean enabled, Action body) throws CheckFailedException, PeerException {
        NodeSettings before = node.settings();
        node.become(new NodeSettings(before.chain(), before.dialect(), enabled, before.timings()));
        try {
            body.run();
        } finally {
            node.become(before);
        }
    }

    static void demand(boolean holds, String otherwise) throws CheckFailedException {
        if (!holds) {
            throw new CheckFailedException(otherwise);
        }
    }

    interface Request<T> {
        Outcome<T> send() throws PeerException;
    }

    interface Action {
        void run() throws CheckFailedException, PeerException;
    }
}
