package countersign.harness.link;

import static countersign.harness.Fixtures.LOOPBACK;
import static countersign.harness.Fixtures.SOURCES;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import countersign.connection.PeerException;
import countersign.consensus.ChainId;
import countersign.consensus.Hrs;
import countersign.consensus.Step;
import countersign.consensus.Timestamp;
import countersign.consensus.Vote;
import countersign.harness.ledger.Ledger;
import countersign.harness.link.CuttingProxy.Cut;
import countersign.harness.link.CuttingProxy.Kind;
import countersign.harness.node.Blocks;
import countersign.harness.node.ListenAddress;
import countersign.harness.node.NodeSettings;
import countersign.harness.node.NodeTimings;
import countersign.harness.node.Outcome;
import countersign.harness.node.Signed;
import countersign.harness.node.ValidatorNode;
import countersign.harness.signer.RealSigner;
import countersign.harness.signer.TestKey;
import countersign.harness.wire.Dialect;
import countersign.harness.wire.Extensions;
import countersign.proof.Figures;
import countersign.proof.Proof;

import org.junit.jupiter.api.io.TempDir;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.Random;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/// The link is cut, in order, by a reset or silently, after each byte of the handshake, the request
/// and the answer. The node asks again and gets what was recorded; a rival gets nothing.
final class CutLinksTest {
    /// An ephemeral key and a sealed proof; then a frame for the request and one for the answer.
    private static final int HANDSHAKE_BYTES = 35 + 1_044;

    private static final int ALL_BYTES = HANDSHAKE_BYTES + 1_044;

    private static final int MISSED_MAX = 100;
    private static final Duration TIMEOUT = Duration.ofSeconds(3);
    private static final NodeTimings ONCE =
            new NodeTimings(
                    Duration.ofSeconds(30),
                    Duration.ofSeconds(2),
                    Duration.ofHours(1),
                    1,
                    Duration.ofMillis(20));
    private static final NodeTimings AGAIN =
            new NodeTimings(
                    ONCE.accept(), ONCE.readWrite(), ONCE.pingInterval(), 30, ONCE.retryPause());
    private static final Timestamp FIRST = new Timestamp(1_700_000_000, 1);
    private static final Timestamp LATER = new Timestamp(1_700_000_007, 7);
    private static final Blocks BLOCKS = new Blocks(1);

    @TempDir private Path folder;

    /// What one signer and its node went through.
    private record Seen(int cuts, int repeated, long slowestReturnNanos) {}

    @Proof("E1")
    void linkCutAnywhere_losesNoSafetyAndComesBack(Figures figures) throws Exception {
        Queue<Cut> cuts = new ConcurrentLinkedQueue<>(some(figures.only(200, 6 * ALL_BYTES + 6)));
        int points = cuts.size();
        int signers = 100;
        int done = 0;
        int repeated = 0;
        long slowest = 0;
        try (ExecutorService pool = Executors.newFixedThreadPool(signers)) {
            List<Future<Seen>> lanes = new ArrayList<>();
            for (int lane = 0; lane < signers; lane++) {
                ChainId chain = new ChainId("lane-" + lane);
                lanes.add(pool.submit(() -> play(chain, cuts)));
            }
            for (Future<Seen> lane : lanes) {
                Seen seen = lane.get();
                done += seen.cuts();
                repeated += seen.repeated();
                slowest = Math.max(slowest, seen.slowestReturnNanos());
            }
        }
        figures.found("links cut", done);
        figures.found("recorded votes given again", repeated);
        figures.found("ms the slowest return after a cut", slowest / 1_000_000);
        assertEquals(points, done);
        assertTrue(repeated > points / 8, repeated + " repeated");
        Duration returnMax = figures.only(Duration.ofSeconds(10), Duration.ofSeconds(2));
        assertTrue(slowest < returnMax.toNanos(), slowest + " ns to return");
    }

    /// Spread over both directions, all bytes and all kinds, in any order.
    private static List<Cut> some(int count) {
        List<Cut> all = new ArrayList<>();
        for (Kind kind : Kind.values()) {
            for (int bytes = 0; bytes <= ALL_BYTES; bytes++) {
                all.add(new Cut(true, bytes, kind));
                all.add(new Cut(false, bytes, kind));
            }
        }
        Collections.shuffle(all, new Random(1));
        return all.subList(0, count);
    }

    private Seen play(ChainId chain, Queue<Cut> cuts) throws Exception {
        TestKey key = TestKey.generate();
        Ledger ledger = new Ledger();
        NodeSettings once = new NodeSettings(chain, Dialect.V0_38, false, ONCE);
        NodeSettings again = new NodeSettings(chain, Dialect.V0_38, false, AGAIN);
        try (ValidatorNode node = ValidatorNode.listen(LOOPBACK, again, ledger, SOURCES);
                CuttingProxy proxy = new CuttingProxy((ListenAddress.Tcp) node.address());
                RealSigner _ =
                        RealSigner.start(
                                proxy.address(),
                                chain,
                                key,
                                folder.resolve(chain.value()),
                                TIMEOUT)) {
            assertInstanceOf(Outcome.Given.class, node.publicKey());
            int repeated = 0;
            int missed = 0;
            long height = 0;
            for (Optional<Cut> cut = Optional.ofNullable(cuts.poll());
                    cut.isPresent();
                    cut = Optional.ofNullable(cuts.poll())) {
                height++;
                node.become(once);
                node.drop();
                proxy.cutNext(cut.get());
                Optional<Signed> first = ask(node, vote(height, 0, FIRST));
                // A busy machine may end a link before it comes to its cut, and then cut the next.
                boolean lostToTheCut = proxy.cuts() + missed == height;
                node.become(again);
                Signed second = given(node.sign(vote(height, 0, LATER), Extensions.NONE), cut);
                if (first.isEmpty() && lostToTheCut) {
                    assertCutThere(second, cut.get());
                }
                repeated += isRecorded(first, second, cut.get()) ? 1 : 0;
                Outcome<Signed> rival = node.sign(vote(height, 1, LATER), Extensions.NONE);
                assertInstanceOf(Outcome.Refused.class, rival, rival::describe);
                if (proxy.cuts() + missed < height) {
                    missed++;
                    assertTrue(missed < MISSED_MAX, "cuts that never came to pass");
                    cuts.add(cut.get());
                }
            }
            assertEquals(List.of(), ledger.violations());
            return new Seen(proxy.cuts(), repeated, proxy.slowestReturnNanos());
        }
    }

    /// Whether the second answer was the first vote, which it must be once that was signed.
    private static boolean isRecorded(Optional<Signed> first, Signed second, Cut cut) {
        // Over this link, or where it was cut in the handshake, over the next.
        first.ifPresent(
                given -> assertEquals(given.signature(), second.signature(), cut::toString));
        return second.message().timestamp().equals(FIRST);
    }

    /// What was lost by a cut behind the handshake came as far as the cut let it. After one within
    /// the handshake the node asks over the next link, so that nothing follows for the first vote.
    private static void assertCutThere(Signed second, Cut cut) {
        boolean recorded = second.message().timestamp().equals(FIRST);
        if (cut.fromSigner() && cut.bytes() > HANDSHAKE_BYTES) {
            assertTrue(recorded, () -> "the answer was on its way: " + cut);
        }
        if (!cut.fromSigner() && cut.bytes() >= HANDSHAKE_BYTES && cut.bytes() < ALL_BYTES) {
            assertTrue(!recorded, () -> "the request never came: " + cut);
        }
    }

    private static Optional<Signed> ask(ValidatorNode node, Vote vote) {
        try {
            return Optional.of(given(node.sign(vote, Extensions.NONE), Optional.empty()));
        } catch (PeerException lost) {
            return Optional.empty();
        }
    }

    private static Signed given(Outcome<Signed> outcome, Optional<Cut> cut) {
        return switch (outcome) {
            case Outcome.Given<Signed>(Signed signed, Duration _) -> signed;
            case Outcome.Refused<Signed> _, Outcome.Wrong<Signed> _ ->
                    throw new AssertionError(outcome.describe() + " after " + cut);
        };
    }

    private static Vote vote(long height, int variant, Timestamp time) {
        Hrs place = new Hrs(height, 0, Step.PRECOMMIT);
        return new Vote(place, BLOCKS.at(height, 0, variant), time);
    }
}
