package countersign.session;

import static countersign.session.Bench.A;
import static countersign.session.Bench.B;
import static countersign.session.Bench.CHAIN;
import static countersign.session.Bench.LATER;
import static countersign.session.Bench.LINK;
import static countersign.session.Bench.NOON;
import static countersign.session.Bench.ask;
import static countersign.session.Bench.failed;
import static countersign.session.Bench.precommit;
import static countersign.session.Bench.prevote;
import static countersign.session.Bench.proposal;
import static countersign.session.Bench.signed;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import countersign.bytes.Bytes;
import countersign.connection.Ticker;
import countersign.consensus.BlockId;
import countersign.consensus.ConsensusMessage;
import countersign.consensus.Hrs;
import countersign.consensus.Proposal;
import countersign.consensus.SignBytes;
import countersign.consensus.Step;
import countersign.consensus.Vote;
import countersign.event.Event;
import countersign.guard.Mark;
import countersign.guard.RawSigning;
import countersign.privval.AnswerKind;
import countersign.privval.Request;
import countersign.privval.Response;

import org.junit.jupiter.api.Test;

import java.time.Duration;
import java.util.List;
import java.util.OptionalLong;
import java.util.concurrent.atomic.AtomicLong;

final class SessionTest {
    private final Bench bench = new Bench();
    private final Session session = bench.session();

    @Test
    void ping_isAnswered() {
        assertEquals(new Response.Pong(), session.answer(new Request.Ping()));
    }

    @Test
    void publicKey_isShownForOurChainOnly() {
        assertEquals(
                new Response.ShowedPublicKey(bench.key.publicKey()),
                session.answer(new Request.ShowPublicKey("bench-1")));
        assertEquals(
                new Response.Failed(
                        AnswerKind.PUBLIC_KEY,
                        1,
                        "got unexpected chain ID: other-1 (expecting: bench-1)"),
                session.answer(new Request.ShowPublicKey("other-1")));
    }

    @Test
    void aHeight_isSignedStepByStep() {
        List<ConsensusMessage> steps =
                List.of(
                        proposal(5, 0, A, NOON),
                        prevote(5, 0, B, NOON),
                        precommit(5, 0, BlockId.NIL, NOON),
                        prevote(5, 1, A, NOON),
                        precommit(5, 1, A, NOON),
                        prevote(6, 0, BlockId.NIL, NOON));

        for (ConsensusMessage step : steps) {
            Response.Signed answer = signed(session.answer(ask(step)));

            assertEquals(step, answer.message());
            assertVerifies(SignBytes.of(step, CHAIN), answer.signature());
            assertEquals(new Mark.Held(step), bench.guard.mark());
        }
        assertEquals(
                steps, bench.events.of(Event.Signed.class).stream().map(e -> e.message()).toList());
    }

    @Test
    void theMark_isDurableBeforeTheKeySigns() {
        Vote vote = prevote(5, 0, A, NOON);
        bench.key.whileSigning = () -> assertEquals(new Mark.Held(vote), bench.marks.current());

        signed(session.answer(ask(vote)));

        assertEquals(List.of("MarkAdvanced", "Signed"), bench.events.names());
    }

    @Test
    void sameVoteAtAnotherTime_getsTheRecordedSignatureAndTime() {
        Response.Signed first = signed(session.answer(ask(prevote(5, 0, A, NOON))));

        Response.Signed second = signed(session.answer(ask(prevote(5, 0, A, LATER))));

        assertEquals(first, second);
        assertEquals(NOON, second.message().timestamp());
        assertEquals(List.of("MarkAdvanced", "Signed", "Repeated"), bench.events.names());
    }

    @Test
    void sameVoteFromTwoNodes_getsOneSignature() {
        Session other = bench.session();

        Response first = session.answer(ask(precommit(5, 0, A, NOON)));
        Response second = other.answer(ask(precommit(5, 0, A, LATER)));

        assertEquals(first, second);
    }

    @Test
    void sameProposalAtAnotherTime_isSignedAfresh() {
        Response.Signed first = signed(session.answer(ask(proposal(5, 0, A, NOON))));

        Response.Signed second = signed(session.answer(ask(proposal(5, 0, A, LATER))));

        assertEquals(LATER, second.message().timestamp());
        assertNotEquals(first.signature(), second.signature());
        assertVerifies(SignBytes.of(proposal(5, 0, A, LATER), CHAIN), second.signature());
    }

    @Test
    void anotherBlockAtTheSamePlace_isADoubleSign() {
        signed(session.answer(ask(prevote(5, 0, A, NOON))));

        Response answer = session.answer(ask(prevote(5, 0, B, NOON)));

        assertEquals(
                new Response.Failed(
                        AnswerKind.VOTE,
                        2,
                        "double signing requested at height: 5 (Prevote at h/r/s 5/0/1 is taken by"
                                + " AAAAAAAAAA, asked for BBBBBBBBBB)"),
                answer);
        assertEquals(
                List.of(new Event.DoubleSignRefused(LINK, prevote(5, 0, B, NOON), "AAAAAAAAAA")),
                bench.events.of(Event.DoubleSignRefused.class));
        assertEquals(new Mark.Held(prevote(5, 0, A, NOON)), bench.guard.mark());
    }

    @Test
    void nilAndABlockAtTheSamePlace_areADoubleSign() {
        signed(session.answer(ask(precommit(5, 0, BlockId.NIL, NOON))));

        assertEquals(2, failed(session.answer(ask(precommit(5, 0, A, NOON)))).code());
    }

    @Test
    void anotherPolRoundAtTheSamePlace_isADoubleSign() {
        Hrs hrs = new Hrs(5, 3, Step.PROPOSE);
        signed(session.answer(ask(new Proposal(hrs, 1, A, NOON))));

        Response.Failed answer = failed(session.answer(ask(new Proposal(hrs, 2, A, NOON))));

        assertEquals(AnswerKind.PROPOSAL, answer.kind());
        assertEquals(2, answer.code());
        assertTrue(answer.description().endsWith("asked for AAAAAAAAAA with POL round 2)"));
    }

    @Test
    void regressions_areNamedAsFilePvDoes() {
        signed(session.answer(ask(precommit(5, 1, A, NOON))));

        assertRefused(
                "height regression. Got 4, last height 5",
                session.answer(ask(precommit(4, 9, A, NOON))));
        assertRefused(
                "round regression at height 5. Got 0, last round 1",
                session.answer(ask(precommit(5, 0, A, NOON))));
        assertRefused(
                "step regression at height 5 round 1. Got 2, last step 3",
                session.answer(ask(prevote(5, 1, A, NOON))));
        assertEquals(3, bench.events.of(Event.Refused.class).size());
    }

    @Test
    void burntPlace_isRefusedAndTheNextIsNot() {
        Bench burnt = new Bench(new Mark.Burnt(new Hrs(5, 0, Step.PREVOTE)), RawSigning.FORBIDDEN);

        assertRefused(
                "Prevote at h/r/s 5/0/1 is taken: something may have been signed there that this"
                        + " signer does not know",
                burnt.session().answer(ask(prevote(5, 0, A, NOON))));
        signed(burnt.session().answer(ask(precommit(5, 0, A, NOON))));
    }

    @Test
    void otherChain_isRefusedAndLeavesNoMark() {
        Vote vote = prevote(5, 0, A, NOON);
        String why = "got unexpected chain ID: bench-2 (expecting: bench-1)";

        assertRefused(
                why,
                session.answer(
                        new Request.SignVote("bench-2", vote, Bytes.EMPTY, Bytes.EMPTY, false)));
        assertRefused(
                why, session.answer(new Request.SignProposal("bench-2", proposal(5, 0, A, NOON))));
        assertEquals(new Mark.Unsigned(), bench.guard.mark());
        assertEquals(0, bench.key.calls());
    }

    @Test
    void aboveTheHighestHeight_isRefusedAndLeavesNoMark() {
        Session limited = bench.session(OptionalLong.of(5), Ticker.SYSTEM);
        signed(limited.answer(ask(precommit(5, 0, A, NOON))));

        assertRefused(
                "requested signature above stop height: attempted to sign at height 6 which is"
                        + " greater than 5",
                limited.answer(ask(prevote(6, 0, A, NOON))));
        assertEquals(new Mark.Held(precommit(5, 0, A, NOON)), bench.guard.mark());
    }

    @Test
    void impossibleRequest_isAnsweredInItsKind() {
        Request request = new Request.Unsignable(AnswerKind.PROPOSAL, "round -1 is negative");

        assertEquals(
                new Response.Failed(AnswerKind.PROPOSAL, 1, "round -1 is negative"),
                session.answer(request));
    }

    @Test
    void failingKey_isAnsweredAndTheSameVoteMayBeAskedAgain() {
        bench.key.fails = true;
        assertRefused(
                "signing failed: the device is unplugged",
                session.answer(ask(prevote(5, 0, A, NOON))));
        assertEquals(
                List.of(
                        new Event.ProviderFailed(
                                LINK, "testkey", "the device is unplugged", "plug it in")),
                bench.events.of(Event.ProviderFailed.class));

        bench.key.fails = false;
        assertEquals(2, failed(session.answer(ask(prevote(5, 0, B, NOON)))).code());
        Response.Signed answer = signed(session.answer(ask(prevote(5, 0, A, LATER))));

        assertEquals(NOON, answer.message().timestamp());
        assertVerifies(SignBytes.of(prevote(5, 0, A, NOON), CHAIN), answer.signature());
    }

    @Test
    void failedStore_poisonsItsChainAndNoOther() {
        Bench other = new Bench();
        String why =
                "the state of chain bench-1 failed and nothing is signed until the signer is"
                        + " started again";
        signed(session.answer(ask(prevote(5, 0, A, NOON))));
        bench.marks.fails = true;

        assertRefused(why, session.answer(ask(precommit(5, 0, A, NOON))));
        bench.marks.fails = false;
        assertRefused(why, session.answer(ask(precommit(5, 0, A, NOON))));
        assertRefused(why, session.answer(ask(prevote(5, 0, A, NOON))));
        assertEquals(1, bench.events.of(Event.ChainPoisoned.class).size());
        assertInstanceOf(
                Response.ShowedPublicKey.class,
                session.answer(new Request.ShowPublicKey("bench-1")));
        signed(other.session().answer(ask(precommit(5, 0, A, NOON))));
    }

    @Test
    void signedEvent_saysHowLongItTook() {
        AtomicLong now = new AtomicLong(Long.MAX_VALUE - 5);
        bench.key.whileSigning = () -> now.addAndGet(3_000_000);

        bench.session(OptionalLong.empty(), now::get).answer(ask(prevote(5, 0, A, NOON)));

        assertEquals(
                List.of(new Event.Signed(LINK, prevote(5, 0, A, NOON), Duration.ofMillis(3))),
                bench.events.of(Event.Signed.class));
    }

    private void assertVerifies(Bytes message, Bytes signature) {
        assertTrue(bench.key.publicKey().verifies(message, signature), "the signature verifies");
    }

    private static void assertRefused(String why, Response answer) {
        assertEquals(why, failed(answer).description());
        assertEquals(1, failed(answer).code());
    }
}
