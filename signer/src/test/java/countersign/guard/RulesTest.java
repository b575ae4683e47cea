package countersign.guard;

import static countersign.guard.Samples.A;
import static countersign.guard.Samples.B;
import static countersign.guard.Samples.T1;
import static countersign.guard.Samples.T2;
import static countersign.guard.Samples.precommit;
import static countersign.guard.Samples.prevote;
import static countersign.guard.Samples.proposal;

import static org.junit.jupiter.api.Assertions.assertEquals;

import countersign.bytes.Bytes;
import countersign.consensus.BlockId;
import countersign.consensus.ConsensusMessage;
import countersign.consensus.Hrs;
import countersign.consensus.Step;

import org.junit.jupiter.api.Test;

/// The decision tables of CometBFT's FilePV (`privval/file.go`) and tmkms (`src/chain/state.rs`),
/// row by row. Where tmkms decides otherwise, the test says why we do not follow it.
class RulesTest {
    @Test
    void unsigned_allowsAnything() {
        assertAllowed(new Mark.Unsigned(), prevote(0, 0, A));
        assertAllowed(new Mark.Unsigned(), proposal(1, 0, A));
        assertAllowed(
                new Mark.Unsigned(), precommit(Long.MAX_VALUE, Integer.MAX_VALUE, BlockId.NIL));
    }

    @Test
    void lowerHeight_isRegression() {
        assertRefused(Refusal.HEIGHT_REGRESSION, prevote(5, 3, A), precommit(4, 9, A));
    }

    @Test
    void lowerRound_isRegression() {
        assertRefused(Refusal.ROUND_REGRESSION, prevote(5, 3, A), precommit(5, 2, A));
    }

    @Test
    void lowerStep_isRegressionEvenForWhatWasSignedThere() {
        assertRefused(Refusal.STEP_REGRESSION, precommit(5, 3, A), prevote(5, 3, A));
        assertRefused(Refusal.STEP_REGRESSION, prevote(5, 3, A), proposal(5, 3, A));
    }

    @Test
    void samePlaceWithoutRecord_isBurnt() {
        Hrs place = new Hrs(5, 3, Step.PREVOTE);
        assertEquals(
                new Judgement.Refuse(Refusal.BURNT),
                Rules.judge(new Mark.Burnt(place), prevote(5, 3, A)));
        assertAllowed(new Mark.Burnt(place), precommit(5, 3, A));
        assertEquals(
                new Judgement.Refuse(Refusal.STEP_REGRESSION),
                Rules.judge(new Mark.Burnt(place), proposal(5, 3, A)));
    }

    @Test
    void sameVoteAgain_isTheRecordedVote() {
        assertAgain(prevote(5, 3, A), prevote(5, 3, A), prevote(5, 3, A));
        assertAgain(
                precommit(5, 3, BlockId.NIL),
                precommit(5, 3, BlockId.NIL),
                precommit(5, 3, BlockId.NIL));
    }

    @Test
    void sameVoteAtAnotherTime_isTheRecordedVoteWithItsTime() {
        assertAgain(prevote(5, 3, A).at(T1), prevote(5, 3, A).at(T2), prevote(5, 3, A).at(T1));
    }

    @Test
    void sameProposalAtAnotherTime_isTheNewProposal() {
        assertAgain(proposal(5, 3, A).at(T1), proposal(5, 3, A).at(T2), proposal(5, 3, A).at(T2));
    }

    @Test
    void sameProposalWithAnotherPolRound_isConflict() {
        assertRefused(Refusal.CONFLICT, proposal(5, 3, -1, A, T1), proposal(5, 3, 0, A, T1));
    }

    @Test
    void anotherBlock_isConflict() {
        assertRefused(Refusal.CONFLICT, prevote(5, 3, A), prevote(5, 3, B));
        assertRefused(Refusal.CONFLICT, precommit(5, 3, A), precommit(5, 3, B).at(T2));
        assertRefused(Refusal.CONFLICT, proposal(5, 3, A), proposal(5, 3, B));
    }

    @Test
    void nilAgainstBlock_isConflictBothWays() {
        assertRefused(Refusal.CONFLICT, precommit(5, 3, BlockId.NIL), precommit(5, 3, A));
        assertRefused(Refusal.CONFLICT, precommit(5, 3, A), precommit(5, 3, BlockId.NIL));
    }

    @Test
    void sameHashWithOtherParts_isConflict() {
        BlockId otherTotal = new BlockId(A.hash(), A.partsTotal() + 1, A.partsHash());
        BlockId otherParts = new BlockId(A.hash(), A.partsTotal(), B.partsHash());
        assertRefused(Refusal.CONFLICT, prevote(5, 3, A), prevote(5, 3, otherTotal));
        assertRefused(Refusal.CONFLICT, prevote(5, 3, A), prevote(5, 3, otherParts));
    }

    @Test
    void higherPlace_isAllowedWhateverItsContent() {
        assertAllowed(new Mark.Held(precommit(5, 3, A)), proposal(6, 0, B));
        assertAllowed(new Mark.Held(precommit(5, 3, A)), proposal(5, 4, B));
        assertAllowed(new Mark.Held(proposal(5, 3, A)), prevote(5, 3, BlockId.NIL));
    }

    @Test
    void greatestPlace_leavesNothingAbove() {
        ConsensusMessage last = precommit(Long.MAX_VALUE, Integer.MAX_VALUE, A);
        assertAgain(last, last.at(T2), last);
        assertRefused(Refusal.ROUND_REGRESSION, last, precommit(Long.MAX_VALUE, 0, A));
    }

    @Test
    void tmkmsCases_agree() {
        assertAllowed(new Mark.Held(proposal(1, 1, BlockId.NIL)), proposal(2, 0, BlockId.NIL));
        assertAllowed(new Mark.Held(prevote(1, 1, BlockId.NIL)), precommit(1, 1, X));
        assertAllowed(new Mark.Held(proposal(1, 1, X)), proposal(2, 0, Y));
        assertAllowed(new Mark.Held(proposal(1, 1, X)), proposal(2, 0, BlockId.NIL));
        assertAllowed(new Mark.Held(proposal(1, 0, X)), prevote(1, 0, BlockId.NIL));
        assertRefused(Refusal.CONFLICT, precommit(1, 1, BlockId.NIL), precommit(1, 1, X));
    }

    /// tmkms refuses this as a double sign. It is none: the evidence needs two votes of one type,
    /// and a validator that is locked on another block than the proposed one must be able to say
    /// so. CometBFT allows it.
    @Test
    void tmkmsCaseAcrossSteps_deviatesBecauseItCostsBlocksAndProtectsNothing() {
        assertAllowed(new Mark.Held(proposal(1, 1, X)), prevote(1, 1, Y));
        assertAllowed(new Mark.Held(prevote(1, 1, X)), precommit(1, 1, Y));
    }

    /// tmkms signs these again because it compares block ids only. Two signatures over one place
    /// that differ in more than their time are two messages.
    @Test
    void tmkmsCaseWithinStep_deviatesBecauseOnlyTheTimeMayDiffer() {
        assertRefused(Refusal.CONFLICT, proposal(1, 1, -1, X, T1), proposal(1, 1, 0, X, T1));
    }

    private static final BlockId X =
            tmkms("26C0A41F3243C6BCD7AD2DFF8A8D83A71D29D307B5326C227F734A1A512FE47D");
    private static final BlockId Y =
            tmkms("2470A41F3243C6BCD7AD2DFF8A8D83A71D29D307B5326C227F734A1A512FE47D");

    private static BlockId tmkms(String hash) {
        return new BlockId(Bytes.ofHex(hash), 0, Bytes.EMPTY);
    }

    private static void assertAllowed(Mark mark, ConsensusMessage asked) {
        assertEquals(new Judgement.Advance(new Mark.Held(asked)), Rules.judge(mark, asked));
    }

    private static void assertAgain(
            ConsensusMessage held, ConsensusMessage asked, ConsensusMessage signed) {
        assertEquals(new Judgement.Again(signed), Rules.judge(new Mark.Held(held), asked));
    }

    private static void assertRefused(
            Refusal reason, ConsensusMessage held, ConsensusMessage asked) {
        assertEquals(new Judgement.Refuse(reason), Rules.judge(new Mark.Held(held), asked));
    }
}
