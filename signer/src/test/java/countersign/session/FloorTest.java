package countersign.session;

import static countersign.session.Bench.A;
import static countersign.session.Bench.B;
import static countersign.session.Bench.NOON;
import static countersign.session.Bench.ask;
import static countersign.session.Bench.failed;
import static countersign.session.Bench.precommit;
import static countersign.session.Bench.prevote;
import static countersign.session.Bench.signed;

import static org.junit.jupiter.api.Assertions.assertEquals;

import countersign.consensus.BlockId;
import countersign.event.Event;
import countersign.guard.Floor;
import countersign.guard.Guard;
import countersign.guard.Mark;
import countersign.guard.RawSigning;
import countersign.privval.AnswerKind;
import countersign.privval.Response;

import org.junit.jupiter.api.Test;

import java.time.Duration;
import java.util.List;
import java.util.OptionalLong;

/// What a node is told where the state may be an old one.
final class FloorTest {
    private static final Mark FIVE = new Mark.Held(precommit(5, 0, A, NOON));

    @Test
    void requestBelowTheFloor_isRefusedWithTheFloorAndWhatIsAboveIsSigned() {
        Bench bench = bench(Floor.NONE, OptionalLong.empty());
        bench.guard.raiseFloor(900);

        assertEquals(
                refused(
                        "height regression. Got 900, but chain bench-1 itself has reached height"
                                + " 900 and nothing new is signed up to there"),
                bench.session().answer(ask(precommit(900, 0, B, NOON))));
        failed(bench.session().answer(ask(prevote(6, 0, BlockId.NIL, NOON))));
        assertEquals(
                List.of("Precommit at h/r/s 900/0/2", "Prevote at h/r/s 6/0/1"),
                bench.events.of(Event.Refused.class).stream().map(Event.Refused::what).toList());
        signed(bench.session().answer(ask(prevote(901, 0, A, NOON))));
    }

    @Test
    void requestWhileTheFloorIsAwaited_isRefusedAndTheLinkStays() {
        Bench bench = bench(Floor.AWAITED, OptionalLong.empty());

        assertEquals(
                refused(
                        "nothing new is signed until it is known which height chain bench-1 has"
                                + " reached: the signer's log says who did not answer"),
                bench.session().answer(ask(prevote(6, 0, A, NOON))));

        bench.guard.settleFloor();
        signed(bench.session().answer(ask(prevote(6, 0, A, NOON))));
    }

    @Test
    void requestTooFarAboveTheMark_saysHowToAcknowledgeIt() {
        Bench bench = bench(Floor.NONE, OptionalLong.of(100));

        assertEquals(
                refused(
                        "height 106 is more than height_jump_max = 100 above the last one, 5. Is"
                                + " the state an old one? If not, stop the signer and run `state"
                                + " raise bench-1 --height 105`"),
                bench.session().answer(ask(prevote(106, 0, A, NOON))));
        signed(bench.session().answer(ask(prevote(105, 0, A, NOON))));
    }

    private static Bench bench(Floor floor, OptionalLong heightJumpMax) {
        return new Bench(
                FIVE, new Guard.Limits(RawSigning.FORBIDDEN, floor, heightJumpMax, Duration.ZERO));
    }

    private static Response.Failed refused(String why) {
        return new Response.Failed(AnswerKind.VOTE, 1, why);
    }
}
