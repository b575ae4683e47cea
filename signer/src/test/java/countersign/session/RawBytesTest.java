package countersign.session;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import countersign.bytes.Bytes;
import countersign.consensus.BlockId;
import countersign.consensus.ConsensusMessage;
import countersign.consensus.Hrs;
import countersign.consensus.Proposal;
import countersign.consensus.SignBytes;
import countersign.consensus.Step;
import countersign.consensus.Timestamp;
import countersign.consensus.Vote;
import countersign.guard.Mark;
import countersign.guard.RawSigning;
import countersign.privval.Request;
import countersign.privval.Response;
import countersign.proof.Figures;
import countersign.proof.Proof;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.SplittableRandom;

/// Whoever may ask for signatures over raw bytes gets none that stands under anything of consensus,
/// and all are refused where the chain's settings do not say otherwise.
final class RawBytesTest {
    private static final int BYTES_MAX = 2_000;
    private static final Bytes DOMAIN =
            Bytes.of("COMET::RAW_BYTES::SIGN".getBytes(StandardCharsets.US_ASCII));

    private final SplittableRandom random = new SplittableRandom(8);
    private final Bench closed = new Bench();
    private final Bench open = new Bench(new Mark.Unsigned(), new RawSigning(true, false));

    @Proof("D8")
    void rawBytes_areSignedInTheirDomainOrNotAtAll(Figures figures) {
        int payloads = figures.size("payloads, a third of them sign bytes", 1_000, 100_000);
        for (int i = 0; i < payloads; i++) {
            Bytes raw = payload(i % 6);
            String id = id(i % 4);
            Request request = new Request.SignRawBytes("bench-1", raw, id);
            assertInstanceOf(Response.Failed.class, closed.session().answer(request));

            Response.SignedRawBytes answer =
                    assertInstanceOf(Response.SignedRawBytes.class, open.session().answer(request));
            Bytes signed = SignBytes.ofRawBytes(Bench.CHAIN, raw, id);
            assertEquals(DOMAIN, signed.first(DOMAIN.length()));
            assertTrue(verifies(signed, answer), "signed something else");
            assertFalse(verifies(raw, answer), "signed as it is");
            assertFalse(verifies(signed.slice(DOMAIN.length(), signed.length()), answer));
        }
        assertEquals(0, closed.key.calls());
        // Fewer where the same was asked before.
        assertTrue(open.key.calls() > payloads / 2);
        assertEquals(new Mark.Unsigned(), open.guard.mark());
    }

    /// No sign bytes of consensus can begin like the domain: they begin with their length, and the
    /// type of a vote or proposal, or the extension, comes next.
    @Proof("D8")
    void signBytesOfConsensus_neverBeginLikeTheDomain(Figures figures) {
        int messages = figures.size("votes, proposals and extensions", 3_000, 300_000);
        for (int i = 0; i < messages; i++) {
            Bytes signed = signBytes(i % 3);
            assertFalse(signed.first(DOMAIN.length()).equals(DOMAIN), signed::hex);
        }
    }

    private boolean verifies(Bytes message, Response.SignedRawBytes answer) {
        return open.key.publicKey().verifies(message, answer.signature());
    }

    private Bytes payload(int kind) {
        return switch (kind) {
            case 0, 1 -> signBytes(random.nextInt(3));
            case 2 -> DOMAIN.concat(noise());
            case 3 -> DOMAIN;
            default -> noise();
        };
    }

    private Bytes signBytes(int kind) {
        long height = random.nextLong(1, Long.MAX_VALUE);
        int round = random.nextInt(1 << random.nextInt(1, 31));
        BlockId block = random.nextInt(4) == 0 ? BlockId.NIL : Bench.A;
        Timestamp time = new Timestamp(random.nextLong(1L << 35), random.nextInt(1_000_000_000));
        Step step = random.nextBoolean() ? Step.PREVOTE : Step.PRECOMMIT;
        ConsensusMessage message =
                kind == 0
                        ? new Vote(new Hrs(height, round, step), block, time)
                        : new Proposal(new Hrs(height, round, Step.PROPOSE), -1, block, time);
        return kind == 2
                ? SignBytes.ofExtension(noise(), height, round, Bench.CHAIN)
                : SignBytes.of(message, Bench.CHAIN);
    }

    private Bytes noise() {
        byte[] bytes = new byte[random.nextInt(1, BYTES_MAX)];
        random.nextBytes(bytes);
        return Bytes.of(bytes);
    }

    private static String id(int number) {
        return List.of("compactBlock", "x", "COMET::RAW_BYTES::SIGN", "\u0000\n").get(number);
    }
}
