package countersign.session;

import static countersign.session.Bench.A;
import static countersign.session.Bench.B;
import static countersign.session.Bench.CHAIN;
import static countersign.session.Bench.LATER;
import static countersign.session.Bench.NOON;
import static countersign.session.Bench.ask;
import static countersign.session.Bench.extended;
import static countersign.session.Bench.failed;
import static countersign.session.Bench.precommit;
import static countersign.session.Bench.prevote;
import static countersign.session.Bench.signed;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import countersign.bytes.Bytes;
import countersign.consensus.SignBytes;
import countersign.consensus.Vote;
import countersign.guard.Guard;
import countersign.guard.Mark;
import countersign.guard.RawSigning;
import countersign.keyring.TestKey;
import countersign.keyring.spi.KeyLimits;
import countersign.privval.AnswerKind;
import countersign.privval.Request;
import countersign.privval.Response;

import org.junit.jupiter.api.Test;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

final class SessionExtensionTest {
    private final Bench bench = new Bench();
    private final Session session = bench.session();

    @Test
    void extendedPrecommit_getsBothExtensionSignatures() {
        Vote vote = precommit(5, 0, A, NOON);
        Bytes extension = Bytes.of((byte) 1, (byte) 2);

        Response.Signed answer = signed(session.answer(extended(vote, extension, Bytes.EMPTY)));

        Response.Extensions extensions = answer.extensions().orElseThrow();
        assertVerifies(SignBytes.of(vote, CHAIN), answer.signature());
        assertVerifies(SignBytes.ofExtension(extension, 5, 0, CHAIN), extensions.signature());
        assertVerifies(Bytes.EMPTY, extensions.nonRpSignature());
        assertEquals(List.of("MarkAdvanced", "Signed", "ExtensionSigned"), bench.events.names());
    }

    @Test
    void repeatedPrecommitWithAnotherExtension_getsThatExtensionSigned() {
        Response.Signed first =
                signed(session.answer(extended(precommit(5, 0, A, NOON), bytes(1), Bytes.EMPTY)));

        Response.Signed second =
                signed(session.answer(extended(precommit(5, 0, A, LATER), bytes(2), Bytes.EMPTY)));

        assertEquals(first.signature(), second.signature());
        assertVerifies(
                SignBytes.ofExtension(bytes(2), 5, 0, CHAIN),
                second.extensions().orElseThrow().signature());
    }

    @Test
    void precommitThatIsNotExtended_getsNoExtensionSignature() {
        assertEquals(
                Optional.empty(),
                signed(session.answer(ask(precommit(5, 0, A, NOON)))).extensions());
    }

    /// A device that signs votes alone: of use on chains without extensions, whose nodes ask for
    /// the signature of an empty one and do without it.
    @Test
    void keyForVotesAlone_leavesOutTheSignatureOfAnEmptyExtensionAndOfNoOther() {
        KeyLimits votesAlone = new KeyLimits(128, 127, true, true, Duration.ofMinutes(5));
        Bench device =
                new Bench(
                        new Mark.Unsigned(),
                        Guard.Limits.of(RawSigning.FORBIDDEN),
                        new TestKey(votesAlone));
        Vote vote = precommit(5, 0, A, NOON);

        Response.Signed answer =
                signed(device.session().answer(extended(vote, Bytes.EMPTY, Bytes.EMPTY)));
        assertEquals(Optional.empty(), answer.extensions());
        assertVerifies(SignBytes.of(vote, CHAIN), answer.signature());
        assertEquals(List.of("MarkAdvanced", "PersonAwaited", "Signed"), device.events.names());

        Vote next = precommit(6, 0, A, NOON);
        String why =
                failed(device.session().answer(extended(next, bytes(1), Bytes.EMPTY)))
                        .description();
        assertTrue(why.contains("signs no vote extensions"), why);
        assertEquals(1, device.key.calls());
    }

    @Test
    void nonReplayProtectedExtension_isSignedOnlyWhereAllowedAndHarmless() {
        Bench open = new Bench(new Mark.Unsigned(), new RawSigning(false, true));
        Bytes harmless = Bytes.of("price: 7".getBytes(StandardCharsets.US_ASCII));
        Bytes vote = SignBytes.of(prevote(9, 0, B, NOON), CHAIN);

        assertEquals(1, failed(session.answer(extended(harmless))).code());
        assertEquals(1, failed(open.session().answer(extended(vote))).code());
        assertEquals(new Mark.Unsigned(), open.guard.mark());
        assertVerifies(
                harmless,
                signed(open.session().answer(extended(harmless)))
                        .extensions()
                        .orElseThrow()
                        .nonRpSignature());
    }

    @Test
    void rawBytes_areSignedInTheirDomainWhereAllowed() {
        Bench open = new Bench(new Mark.Unsigned(), new RawSigning(true, false));
        Request request = new Request.SignRawBytes("bench-1", bytes(7), "compactBlock");

        assertRefused(
                "raw bytes are not signed: the settings of chain bench-1 do not allow it",
                session.answer(request));
        Response.SignedRawBytes answer =
                assertInstanceOf(Response.SignedRawBytes.class, open.session().answer(request));
        assertVerifies(SignBytes.ofRawBytes(CHAIN, bytes(7), "compactBlock"), answer.signature());
        assertEquals(List.of("RawBytesSigned"), open.events.names());
        assertEquals(
                1,
                failed(
                                open.session()
                                        .answer(
                                                new Request.SignRawBytes(
                                                        "bench-2", bytes(7), "compactBlock")))
                        .code());
    }

    @Test
    void bareBytes_areNeverSigned() {
        Bench open = new Bench(new Mark.Unsigned(), new RawSigning(true, true));

        assertEquals(
                AnswerKind.RAW_BYTES,
                failed(open.session().answer(new Request.SignBareBytes())).kind());
        assertEquals(0, open.key.calls());
    }

    @Test
    void lyingKey_releasesNothing() {
        for (int call = 0; call < 3; call++) {
            Bench lying = new Bench();
            lying.key.liesAtCall = call;

            Response.Failed answer =
                    failed(
                            lying.session()
                                    .answer(
                                            extended(
                                                    precommit(5, 0, A, NOON),
                                                    bytes(1),
                                                    Bytes.EMPTY)));

            assertTrue(answer.description().contains("does not verify"), answer::description);
            assertEquals(List.of("MarkAdvanced", "ProviderFailed"), lying.events.names());
        }
    }

    private void assertVerifies(Bytes message, Bytes signature) {
        assertTrue(bench.key.publicKey().verifies(message, signature), "the signature verifies");
    }

    private static void assertRefused(String why, Response answer) {
        assertEquals(why, failed(answer).description());
        assertEquals(1, failed(answer).code());
    }

    static Bytes bytes(int... values) {
        byte[] bytes = new byte[values.length];
        for (int i = 0; i < values.length; i++) {
            bytes[i] = (byte) values[i];
        }
        return Bytes.of(bytes);
    }
}
