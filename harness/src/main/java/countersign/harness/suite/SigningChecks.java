package countersign.harness.suite;

import static countersign.harness.suite.ConformanceCheck.everywhere;

import countersign.connection.PeerException;
import countersign.consensus.BlockId;
import countersign.consensus.PublicKey;
import countersign.consensus.Timestamp;
import countersign.consensus.Vote;

import java.util.List;

/// What a signer does all day.
final class SigningChecks {
    private SigningChecks() {}

    static List<ConformanceCheck> all() {
        return List.of(
                everywhere("ping", stage -> stage.given(stage.node().ping())),
                everywhere("public key", SigningChecks::publicKey),
                everywhere("proposal", SigningChecks::proposal),
                everywhere("prevote", SigningChecks::prevote),
                everywhere("precommit", SigningChecks::precommit),
                everywhere("nil votes", SigningChecks::nilVotes),
                everywhere("rounds of one height", SigningChecks::rounds),
                everywhere("prevote and precommit for two blocks", SigningChecks::twoBlocks),
                everywhere("vote at the epoch", SigningChecks::voteAtTheEpoch));
    }

    private static void publicKey(Stage stage) throws CheckFailedException, PeerException {
        PublicKey key = stage.given(stage.node().publicKey());
        if (stage.expectedKey().isPresent()) {
            Stage.demand(
                    key.equals(stage.expectedKey().get()),
                    "the key is " + key.value() + ", not the expected one");
        }
        PublicKey again = stage.given(stage.node().publicKey());
        Stage.demand(key.equals(again), "the key is another one the second time");
    }

    private static void proposal(Stage stage) throws CheckFailedException, PeerException {
        long height = stage.nextHeight();
        stage.signs(stage.proposal(height, 0, Stage.NO_PROOF_OF_LOCK, stage.block(height)));
    }

    private static void prevote(Stage stage) throws CheckFailedException, PeerException {
        long height = stage.nextHeight();
        stage.signs(stage.prevote(height, 0, stage.block(height)));
    }

    private static void precommit(Stage stage) throws CheckFailedException, PeerException {
        long height = stage.nextHeight();
        stage.signs(stage.precommit(height, 0, stage.block(height)));
    }

    private static void nilVotes(Stage stage) throws CheckFailedException, PeerException {
        long height = stage.nextHeight();
        stage.signs(stage.prevote(height, 0, BlockId.NIL));
        stage.signs(stage.precommit(height, 0, BlockId.NIL));
    }

    private static void rounds(Stage stage) throws CheckFailedException, PeerException {
        long height = stage.nextHeight();
        BlockId block = stage.block(height);
        stage.signs(stage.proposal(height, 0, Stage.NO_PROOF_OF_LOCK, block));
        stage.signs(stage.prevote(height, 0, block));
        stage.signs(stage.precommit(height, 0, BlockId.NIL));
        stage.signs(stage.proposal(height, 1, 0, block));
        stage.signs(stage.prevote(height, 1, BlockId.NIL));
        stage.signs(stage.prevote(height, 300, block));
        stage.signs(stage.precommit(height, 300, block));
    }

    private static void twoBlocks(Stage stage) throws CheckFailedException, PeerException {
        long height = stage.nextHeight();
        stage.signs(stage.prevote(height, 0, stage.block(height)));
        stage.signs(stage.precommit(height, 0, stage.rival(height)));
    }

    /// A time that is there and empty on the wire, which is not the same as no time.
    private static void voteAtTheEpoch(Stage stage) throws CheckFailedException, PeerException {
        long height = stage.nextHeight();
        Vote vote = stage.prevote(height, 0, stage.block(height));
        stage.signs(vote.at(new Timestamp(0, 0)));
    }
}
