package countersign.harness.suite;

import static countersign.harness.suite.ConformanceCheck.everywhere;

import countersign.connection.PeerException;
import countersign.consensus.Proposal;
import countersign.consensus.Vote;
import countersign.harness.node.Signed;

import java.util.List;

/// What a node asks again, after a lost answer or a restart.
final class RepeatChecks {
    private RepeatChecks() {}

    static List<ConformanceCheck> all() {
        return List.of(
                everywhere("same vote again", RepeatChecks::sameVote),
                everywhere("same vote, new time", RepeatChecks::sameVoteNewTime),
                everywhere("same vote on a new connection", RepeatChecks::newConnection),
                everywhere("same proposal again", RepeatChecks::sameProposal),
                everywhere("same proposal, new time", RepeatChecks::sameProposalNewTime));
    }

    private static void sameVote(Stage stage) throws CheckFailedException, PeerException {
        long height = stage.nextHeight();
        for (Vote vote : votes(stage, height)) {
            Signed first = stage.signs(vote);
            sameAnswer(first, stage.given(stage.ask(vote)));
        }
    }

    private static void sameVoteNewTime(Stage stage) throws CheckFailedException, PeerException {
        long height = stage.nextHeight();
        for (Vote vote : votes(stage, height)) {
            Signed first = stage.signs(vote);
            sameAnswer(first, stage.given(stage.ask(vote.at(stage.nextTime()))));
        }
    }

    private static void newConnection(Stage stage) throws CheckFailedException, PeerException {
        long height = stage.nextHeight();
        Vote vote = stage.precommit(height, 0, stage.block(height));
        Signed first = stage.signs(vote);
        stage.node().drop();
        sameAnswer(first, stage.given(stage.ask(vote.at(stage.nextTime()))));
    }

    private static void sameProposal(Stage stage) throws CheckFailedException, PeerException {
        Proposal proposal = newProposal(stage);
        stage.signs(proposal);
        stage.signs(proposal);
    }

    /// Nodes do not take over a proposal's time, so the recorded signature would be of no use.
    private static void sameProposalNewTime(Stage stage)
            throws CheckFailedException, PeerException {
        Proposal proposal = newProposal(stage);
        stage.signs(proposal);
        stage.signs(proposal.at(stage.nextTime()));
    }

    private static List<Vote> votes(Stage stage, long height) {
        return List.of(
                stage.prevote(height, 0, stage.block(height)),
                stage.precommit(height, 0, stage.block(height)));
    }

    private static Proposal newProposal(Stage stage) {
        long height = stage.nextHeight();
        return stage.proposal(height, 0, Stage.NO_PROOF_OF_LOCK, stage.block(height));
    }

    private static void sameAnswer(Signed first, Signed second) throws CheckFailedException {
        Stage.demand(
                second.signature().equals(first.signature()), "there are two signatures for it");
        Stage.demand(
                second.message().equals(first.message()), "the time is not the one first signed");
    }
}
