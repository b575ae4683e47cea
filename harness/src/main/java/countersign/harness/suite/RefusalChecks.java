package countersign.harness.suite;

import static countersign.harness.suite.ConformanceCheck.everywhere;

import countersign.bytes.Bytes;
import countersign.connection.PeerException;
import countersign.consensus.BlockId;
import countersign.consensus.Proposal;
import countersign.consensus.Vote;
import countersign.harness.wire.Answer;
import countersign.harness.wire.AnswerDecoder;
import countersign.harness.wire.CanonicalBytes;
import countersign.harness.wire.Dialect;
import countersign.harness.wire.Extensions;
import countersign.harness.wire.ProtoWriter;
import countersign.harness.wire.Query;

import java.util.List;

/// What a signer must not sign. Each refusal is an answer; the connection lives on.
final class RefusalChecks {
    private static final int PRECOMMIT = 2;
    private static final int UNKNOWN_TYPE = 3;
    private static final Bytes SHORT_HASH = Bytes.of(new byte[20]);
    private static final Bytes HASH = Bytes.of(new byte[32]);

    private RefusalChecks() {}

    static List<ConformanceCheck> all() {
        return List.of(
                everywhere("conflicting proposal", RefusalChecks::proposals),
                everywhere("conflicting prevote", RefusalChecks::prevotes),
                everywhere("conflicting precommit", RefusalChecks::precommits),
                everywhere("nil after a block", RefusalChecks::nilAfterBlock),
                everywhere("block after nil", RefusalChecks::blockAfterNil),
                everywhere("lower height", RefusalChecks::lowerHeight),
                everywhere("lower round", RefusalChecks::lowerRound),
                everywhere("lower step", RefusalChecks::lowerStep),
                everywhere("wrong chain", RefusalChecks::wrongChain),
                everywhere("public key of a wrong chain", RefusalChecks::keyOfWrongChain),
                everywhere(
                        "vote with a broken block id",
                        stage -> unsignable(stage, PRECOMMIT, stage.nextHeight(), SHORT_HASH)),
                everywhere(
                        "vote of an unknown type",
                        stage -> unsignable(stage, UNKNOWN_TYPE, stage.nextHeight(), HASH)),
                everywhere(
                        "vote at a negative height",
                        stage -> unsignable(stage, PRECOMMIT, -1, HASH)),
                new ConformanceCheck(
                        "vote as bare bytes", Dialect::isV1OrLater, RefusalChecks::bareBytes));
    }

    private static void proposals(Stage stage) throws CheckFailedException, PeerException {
        long height = stage.nextHeight();
        Proposal proposal = stage.proposal(height, 1, Stage.NO_PROOF_OF_LOCK, stage.block(height));
        stage.signs(proposal);
        stage.refuses(stage.proposal(height, 1, Stage.NO_PROOF_OF_LOCK, stage.rival(height)));
        stage.refuses(new Proposal(proposal.hrs(), 0, proposal.blockId(), proposal.timestamp()));
    }

    private static void prevotes(Stage stage) throws CheckFailedException, PeerException {
        long height = stage.nextHeight();
        Vote vote = stage.prevote(height, 0, stage.block(height));
        stage.signs(vote);
        stage.refuses(new Vote(vote.hrs(), stage.rival(height), vote.timestamp()));
        stage.refuses(stage.prevote(height, 0, stage.rival(height)));
    }

    private static void precommits(Stage stage) throws CheckFailedException, PeerException {
        long height = stage.nextHeight();
        BlockId block = stage.block(height);
        stage.signs(stage.precommit(height, 0, block));
        stage.refuses(stage.precommit(height, 0, stage.rival(height)));
        BlockId otherParts = new BlockId(block.hash(), block.partsTotal() + 1, block.partsHash());
        stage.refuses(stage.precommit(height, 0, otherParts));
    }

    private static void nilAfterBlock(Stage stage) throws CheckFailedException, PeerException {
        long height = stage.nextHeight();
        stage.signs(stage.prevote(height, 0, stage.block(height)));
        stage.refuses(stage.prevote(height, 0, BlockId.NIL));
        stage.signs(stage.precommit(height, 0, stage.block(height)));
        stage.refuses(stage.precommit(height, 0, BlockId.NIL));
    }

    private static void blockAfterNil(Stage stage) throws CheckFailedException, PeerException {
        long height = stage.nextHeight();
        stage.signs(stage.prevote(height, 0, BlockId.NIL));
        stage.refuses(stage.prevote(height, 0, stage.block(height)));
        stage.signs(stage.precommit(height, 0, BlockId.NIL));
        stage.refuses(stage.precommit(height, 0, stage.block(height)));
    }

    private static void lowerHeight(Stage stage) throws CheckFailedException, PeerException {
        long skipped = stage.nextHeight();
        long height = stage.nextHeight();
        stage.signs(stage.prevote(height, 0, stage.block(height)));
        stage.refuses(stage.prevote(skipped, 0, stage.block(skipped)));
        stage.refuses(stage.precommit(skipped, 5, stage.block(skipped)));
        stage.refuses(stage.proposal(skipped, 0, Stage.NO_PROOF_OF_LOCK, stage.block(skipped)));
    }

    private static void lowerRound(Stage stage) throws CheckFailedException, PeerException {
        long height = stage.nextHeight();
        stage.signs(stage.prevote(height, 2, stage.block(height)));
        stage.refuses(stage.prevote(height, 1, stage.block(height)));
        stage.refuses(stage.precommit(height, 0, stage.block(height)));
    }

    private static void lowerStep(Stage stage) throws CheckFailedException, PeerException {
        long height = stage.nextHeight();
        stage.signs(stage.precommit(height, 0, stage.block(height)));
        stage.refuses(stage.prevote(height, 0, stage.block(height)));
        stage.refuses(stage.proposal(height, 0, Stage.NO_PROOF_OF_LOCK, stage.block(height)));
    }

    private static void wrongChain(Stage stage) throws CheckFailedException, PeerException {
        long height = stage.nextHeight();
        BlockId block = stage.block(height);
        for (String chain : List.of(foreign(stage), "")) {
            Vote vote = stage.prevote(height, 0, block);
            boolean skips = stage.dialect().skipsExtensions(vote, true);
            Query.Voter voter = stage.node().voter();
            Query.SignVote ask = new Query.SignVote(chain, vote, voter, Extensions.NONE, skips);
            stage.refused(() -> stage.node().ask(ask));
            Proposal proposal = stage.proposal(height, 0, Stage.NO_PROOF_OF_LOCK, block);
            stage.refused(() -> stage.node().ask(new Query.SignProposal(chain, proposal)));
        }
        stage.signs(stage.prevote(height, 0, block));
    }

    private static void keyOfWrongChain(Stage stage) throws CheckFailedException, PeerException {
        stage.refused(() -> stage.node().publicKey(foreign(stage)));
    }

    /// A signature over bare bytes that are a vote's sign bytes would be a signature over the vote.
    private static void bareBytes(Stage stage) throws CheckFailedException, PeerException {
        long height = stage.nextHeight();
        Vote vote = stage.precommit(height, 0, stage.block(height));
        stage.signs(vote);
        Vote rival = new Vote(vote.hrs(), stage.rival(height), vote.timestamp());
        Bytes signBytes = CanonicalBytes.of(rival, stage.node().settings().chain());
        stage.refused(() -> stage.node().ask(new Query.SignBareBytes(signBytes)));
    }

    /// What no sane node sends, and CometBFT's own signer dies of.
    private static void unsignable(Stage stage, int type, long height, Bytes hash)
            throws CheckFailedException, PeerException {
        Bytes parts = new ProtoWriter().varint(1, 1).bytes(2, HASH).done();
        Bytes vote =
                new ProtoWriter()
                        .varint(1, type)
                        .varint(2, height)
                        .message(4, new ProtoWriter().bytes(1, hash).message(2, parts).done())
                        .message(5, new ProtoWriter().varint(1, 1).done())
                        .bytes(6, stage.node().voter().address())
                        .done();
        Bytes request = new ProtoWriter().message(1, vote).string(2, stage.chain()).done();
        stage.given(stage.node().ping());
        int connections = stage.node().connections();
        Bytes answer = stage.exchange(new ProtoWriter().message(3, request).done());
        Stage.demand(
                AnswerDecoder.decode(answer).answer() instanceof Answer.SignedVote signed
                        && signed.error().isPresent(),
                "it was not refused with an error");
        stage.given(stage.node().ping());
        Stage.demand(stage.node().connections() == connections, "the connection was not kept");
    }

    private static String foreign(Stage stage) {
        return stage.chain().equals("another-chain") ? "other" : "another-chain";
    }
}
