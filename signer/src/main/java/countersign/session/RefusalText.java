package countersign.session;

import countersign.bytes.Bug;
import countersign.consensus.ChainId;
import countersign.consensus.ConsensusMessage;
import countersign.consensus.Hrs;
import countersign.consensus.Proposal;
import countersign.consensus.Vote;
import countersign.guard.Guard;
import countersign.guard.Mark;
import countersign.guard.Refusal;

/// What a node is told about a refusal. Its log shows that to an operator, in the words that
/// CometBFT's FilePV and tmkms have for it.
final class RefusalText {
    private RefusalText() {}

    static String of(Refusal reason, ConsensusMessage asked, Mark held, Guard guard) {
        Hrs at = asked.hrs();
        ChainId chain = guard.chain();
        return switch (reason) {
            case HEIGHT_REGRESSION ->
                    "height regression. Got "
                            + at.height()
                            + ", last height "
                            + last(held).height();
            case ROUND_REGRESSION ->
                    "round regression at height "
                            + at.height()
                            + gotAndLast(at.round(), "round", last(held).round());
            case STEP_REGRESSION ->
                    "step regression at height "
                            + at.height()
                            + " round "
                            + at.round()
                            + gotAndLast(at.step().number(), "step", last(held).step().number());
            case CONFLICT ->
                    "double signing requested at height: "
                            + at.height()
                            + " ("
                            + place(asked)
                            + " is taken by "
                            + content(conflicting(held))
                            + ", asked for "
                            + content(asked)
                            + ")";
            case BURNT ->
                    place(asked)
                            + " is taken: something may have been signed there that this signer"
                            + " does not know";
            case RAW_BYTES ->
                    "the non-replay-protected extension is not signed: the settings of chain "
                            + chain
                            + " do not allow it, or it could be read as a vote";
            case BELOW_FLOOR ->
                    "height regression. Got "
                            + at.height()
                            + ", but chain "
                            + chain
                            + " itself has reached height "
                            + guard.floor().height()
                            + " and nothing new is signed up to there";
            case FLOOR_AWAITED ->
                    "nothing new is signed until it is known which height chain "
                            + chain
                            + " has reached: the signer's log says who did not answer";
            case HEIGHT_JUMP -> jump(at.height(), held, guard);
            case BUSY ->
                    "the state of chain "
                            + chain
                            + " is busy: its disk has not answered another request in time";
            case POISONED -> poisoned(chain);
        };
    }

    static String ofRawBytes(Refusal reason, ChainId chain) {
        return reason == Refusal.POISONED
                ? poisoned(chain)
                : "raw bytes are not signed: the settings of chain " + chain + " do not allow it";
    }

    static String wrongChain(String asked, ChainId ours) {
        return "got unexpected chain ID: " + asked + " (expecting: " + ours + ")";
    }

    static String tooHigh(ConsensusMessage asked, long heightMax) {
        return "requested signature above stop height: attempted to sign at height "
                + asked.hrs().height()
                + " which is greater than "
                + heightMax;
    }

    /// What the place of a conflict is taken by.
    static ConsensusMessage conflicting(Mark held) {
        return switch (held) {
            case Mark.Held(ConsensusMessage message) -> message;
            case Mark.Burnt _, Mark.Unsigned _ ->
                    throw new Bug("a conflict is with a known message");
        };
    }

    /// For instance `Prevote at h/r/s 5/0/1`.
    static String place(ConsensusMessage message) {
        return message.kind() + " at h/r/s " + message.hrs();
    }

    private static String jump(long height, Mark held, Guard guard) {
        return "height "
                + height
                + " is more than height_jump_max = "
                + guard.limits().heightJumpMax().orElseThrow()
                + " above the last one, "
                + last(held).height()
                + ". Is the state an old one? If not, stop the signer and run `state raise "
                + guard.chain()
                + " --height "
                + (height - 1)
                + "`";
    }

    private static String poisoned(ChainId chain) {
        return "the state of chain "
                + chain
                + " failed and nothing is signed until the signer is started again";
    }

    private static String gotAndLast(int got, String what, int last) {
        return ". Got " + got + ", last " + what + " " + last;
    }

    private static Hrs last(Mark held) {
        return held.place().orElseThrow(() -> new Bug("what regresses has something before it"));
    }

    private static String content(ConsensusMessage message) {
        return switch (message) {
            case Vote vote -> vote.blockId().prefix();
            case Proposal proposal ->
                    proposal.blockId().prefix() + " with POL round " + proposal.polRound();
        };
    }
}
