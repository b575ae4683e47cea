package countersign.tx.once;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import countersign.bytes.Bytes;
import countersign.tx.AccountNumber;
import countersign.tx.rpc.AccountAnswer.Known;
import countersign.tx.rpc.BroadcastAnswer;
import countersign.tx.rpc.TxResult;

import org.junit.jupiter.api.Test;

import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

final class OnceRulesTest {
    private static final AccountNumber ACCOUNT = new AccountNumber(3);
    private static final Optional<Known> SAME = Optional.of(new Known(ACCOUNT, 7, 103));
    private static final Optional<Known> BEYOND = Optional.of(new Known(ACCOUNT, 8, 103));
    private static final Optional<Known> BEFORE = Optional.of(new Known(ACCOUNT, 6, 103));

    @Test
    void refusalOfAFirstBroadcast_endsIt() {
        assertInstanceOf(Step.GiveUp.class, OnceRules.answered(Watch.FRESH, 100, refused(13)));
    }

    /// Nobody knows what an earlier broadcast did, and whose the sequence is.
    @Test
    void refusalInDoubtOrForTheSequence_endsNothing() {
        assertInstanceOf(Step.Wait.class, OnceRules.answered(Watch.INHERITED, 100, refused(13)));
        assertInstanceOf(Step.Wait.class, OnceRules.answered(Watch.FRESH, 100, refused(32)));
        assertInstanceOf(Step.Wait.class, OnceRules.answered(Watch.FRESH, 100, refused(4)));
    }

    @Test
    void lostAnswer_isFollowedByTheSameBytes() {
        Watch lost = OnceRules.unanswered(Watch.FRESH, 100);
        assertInstanceOf(Step.Wait.class, OnceRules.unseen(pending(0), lost, 100, SAME));
        assertInstanceOf(Step.Broadcast.class, OnceRules.unseen(pending(0), lost, 101, SAME));
    }

    /// A height alone proves nothing, nor does an index: the blocks must.
    @Test
    void sequenceTakenByAnother_isProvenBlockByBlock() {
        Watch watch = taken();
        for (long height = 103; height < 103 + OnceRules.SETTLE_BLOCKS; height++) {
            Step step = OnceRules.unseen(pending(0), watch, height, BEYOND);
            watch = ((Step.Wait) step).watch();
        }
        Step.Prove proof =
                (Step.Prove)
                        OnceRules.unseen(pending(0), watch, 103 + OnceRules.SETTLE_BLOCKS, BEYOND);
        assertEquals(101, proof.from());
        assertEquals(103 + OnceRules.SETTLE_BLOCKS, proof.to());
        assertTrue(proof.enough());
    }

    /// What took the sequence may be this very transaction, in a block that the node does not have.
    @Test
    void sequenceTakenInALaterBlock_isWaitedFor() {
        Optional<Known> ahead = Optional.of(new Known(ACCOUNT, 8, 106));
        Watch over = ((Step.Wait) OnceRules.unseen(pending(0), taken(), 103, ahead)).watch();
        assertInstanceOf(Step.Wait.class, OnceRules.unseen(pending(0), over, 105, ahead));
        Step.Prove proof = (Step.Prove) OnceRules.unseen(pending(0), over, 106, ahead);
        assertEquals(106, proof.to());
        assertTrue(proof.enough());
    }

    /// Always ahead, or of nobody knows which height: the blocks are looked at in the end, and do
    /// not let the request be signed anew.
    @Test
    void sequenceTakenInNobodyKnowsWhichBlock_isNeverProven() {
        for (long height : List.of(0L, 1_000L)) {
            Optional<Known> account = Optional.of(new Known(ACCOUNT, 8, height));
            Watch over = ((Step.Wait) OnceRules.unseen(pending(0), taken(), 103, account)).watch();
            long last = 103 + OnceRules.UNCERTAIN_BLOCKS;
            assertInstanceOf(
                    Step.Wait.class, OnceRules.unseen(pending(0), over, last - 1, account));
            Step.Prove proof = (Step.Prove) OnceRules.unseen(pending(0), over, last, account);
            assertEquals(101, proof.from());
            assertTrue(!proof.enough());
        }
    }

    /// The height until which it may be included says enough, whoever has the account.
    @Test
    void timeOut_isEnough() {
        Optional<Known> account = Optional.of(new Known(ACCOUNT, 8, 0));
        Watch over = ((Step.Wait) OnceRules.unseen(pending(105), taken(), 105, account)).watch();
        assertTrue(((Step.Prove) OnceRules.unseen(pending(105), over, 107, account)).enough());
    }

    @Test
    void nodeThatTakesItsWordBack_beginsTheWaitAnew() {
        Watch over = ((Step.Wait) OnceRules.unseen(pending(0), taken(), 103, BEYOND)).watch();
        Watch back = ((Step.Wait) OnceRules.unseen(pending(0), over, 104, BEFORE)).watch();
        assertInstanceOf(Step.Wait.class, OnceRules.unseen(pending(0), back, 107, BEYOND));
    }

    /// The block of the last height may hold it.
    @Test
    void timeOut_isOverAfterItsBlock() {
        assertInstanceOf(
                Step.Broadcast.class,
                OnceRules.unseen(pending(105), OnceRules.unanswered(Watch.FRESH, 103), 104, SAME));
        Watch over = ((Step.Wait) OnceRules.unseen(pending(105), taken(), 105, SAME)).watch();
        assertEquals(OptionalLong.of(105), over.overSince());
        assertInstanceOf(Step.Prove.class, OnceRules.unseen(pending(105), over, 107, SAME));
    }

    @Test
    void refusalsInARow_endIt() {
        Watch watch = Watch.INHERITED;
        long height = 100;
        for (int i = 0; i < OnceRules.REFUSALS_MAX; i++) {
            height++;
            assertInstanceOf(
                    Step.Broadcast.class, OnceRules.unseen(pending(0), watch, height, SAME));
            watch = ((Step.Wait) OnceRules.answered(watch, height, refused(4))).watch();
        }
        assertInstanceOf(Step.GiveUp.class, OnceRules.unseen(pending(0), watch, height + 1, SAME));
    }

    @Test
    void nodeThatIsBehind_isWaitedFor() {
        Watch lost = OnceRules.unanswered(Watch.FRESH, 100);
        assertInstanceOf(Step.Wait.class, OnceRules.unseen(pending(0), lost, 101, BEFORE));
    }

    private static Watch taken() {
        BroadcastAnswer taken = new BroadcastAnswer.Taken(TxResult.NOTHING);
        return ((Step.Wait) OnceRules.answered(Watch.FRESH, 100, taken)).watch();
    }

    private static BroadcastAnswer refused(long code) {
        return new BroadcastAnswer.Refused(
                new TxResult(
                        code,
                        "sdk",
                        "",
                        new TxResult.Message("", ""),
                        new TxResult.Gas(0, 0),
                        "[]"));
    }

    private static Pending pending(long timeoutHeight) {
        return new Pending(0, 7, Bytes.of(new byte[32]), Bytes.EMPTY, 100, timeoutHeight);
    }
}
