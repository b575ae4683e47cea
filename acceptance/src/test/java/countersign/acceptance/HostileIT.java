package countersign.acceptance;

import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import countersign.bytes.Bytes;
import countersign.connection.PeerException;
import countersign.connection.PeerFault;
import countersign.consensus.Hrs;
import countersign.consensus.Step;
import countersign.harness.node.ListenAddress;
import countersign.harness.node.Outcome;
import countersign.harness.node.Signed;
import countersign.harness.node.ValidatorNode;
import countersign.harness.wire.Answer;
import countersign.harness.wire.AnswerDecoder;
import countersign.proof.Figures;
import countersign.proof.Proof;

import org.junit.jupiter.api.io.CleanupMode;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;

/// A node gone bad, over the link of a chain that signs: whatever it sends, the same chain signs
/// its next vote at once, over this link or the next.
final class HostileIT {
    private static final Duration START_MAX = Duration.ofSeconds(20);

    /// From the hostile bytes to the next signature, a new connection included.
    private static final Duration AGAIN_MAX = Duration.ofSeconds(2);

    private static final int FLIPS_MAX = 8;
    private static final long SEED = 20_260_102;

    /// Where the chain is: above what a few flipped bits make of a low height.
    private static final long HEIGHT_FROM = 10_000_000;

    private long height = HEIGHT_FROM;

    @TempDir(cleanup = CleanupMode.ON_SUCCESS)
    private Path folder;

    @Proof("E7")
    @Execution(ExecutionMode.CONCURRENT)
    void hostileMessages_areRefusedOrCutOff_andTheChainSignsAgain(Figures figures)
            throws Exception {
        try (FakeChain chain = FakeChain.create(folder, new ListenAddress.Tcp("127.0.0.1", 0));
                Child signer = chain.home().start()) {
            assertSigns(chain, START_MAX, "a sane request");
            figures.found("hostile messages", HostileMessages.messages().size());
            for (Map.Entry<String, Bytes> hostile : HostileMessages.messages().entrySet()) {
                Optional<Bytes> answer = exchange(chain, hostile.getValue(), hostile.getKey());
                assertTrue(
                        answer.isEmpty() || isRefusal(answer.get()),
                        () -> hostile.getKey() + " was answered with " + answer);
                assertSigns(chain, AGAIN_MAX, hostile.getKey());
            }
            assertTrue(signer.isAlive());
        }
    }

    @Proof("E7")
    @Execution(ExecutionMode.CONCURRENT)
    void hostileFrames_endTheLinkAtMost_andTheChainSignsAgain(Figures figures) throws Exception {
        try (FakeChain chain = FakeChain.create(folder, new ListenAddress.Tcp("127.0.0.1", 0));
                Child signer = chain.home().start()) {
            assertSigns(chain, START_MAX, "a sane request");
            figures.found("hostile frames", HostileMessages.frames().size());
            for (Map.Entry<String, Bytes> hostile : HostileMessages.frames().entrySet()) {
                chain.node()
                        .onLink(
                                link -> {
                                    link.write(
                                            hostile.getValue(), chain.node().readWriteDeadline());
                                    return true;
                                });
                chain.node().drop();
                assertSigns(chain, AGAIN_MAX, hostile.getKey());
            }
            assertTrue(signer.isAlive());
        }
    }

    @Proof("E7")
    @Execution(ExecutionMode.CONCURRENT)
    void mutatedVotes_onAUnixSocket_theChainSignsAgain(Figures figures) throws Exception {
        int mutations = figures.size("mutated votes", 50, 2_000);
        RandomGenerator random = RandomGeneratorFactory.getDefault().create(SEED);
        Path socket = folder.resolve("node.sock");
        try (FakeChain chain = FakeChain.create(folder, new ListenAddress.Unix(socket));
                Child signer = chain.home().start()) {
            assertSigns(chain, START_MAX, "a sane request");
            Bytes vote = chain.requestFor(new Hrs(1, 0, Step.PRECOMMIT));
            for (int i = 0; i < mutations; i++) {
                Bytes mutated = mutated(vote, random);
                exchange(chain, mutated, mutated.hex());
                assertSigns(chain, AGAIN_MAX, mutated.hex());
            }
            assertTrue(signer.isAlive());
        }
    }

    /// The answer, or nothing where the signer cut the link off. Silence is neither.
    private static Optional<Bytes> exchange(FakeChain chain, Bytes message, String label) {
        ValidatorNode node = chain.node();
        try {
            return Optional.of(
                    node.onLink(
                            link -> {
                                link.send(message, node.readWriteDeadline());
                                return link.receive(node.deadline(AGAIN_MAX));
                            }));
        } catch (PeerException e) {
            assertNotEquals(PeerFault.TIMED_OUT, e.fault(), () -> "silence upon " + label);
            return Optional.empty();
        }
    }

    private static boolean isRefusal(Bytes answer) {
        return switch (AnswerDecoder.decode(answer).answer()) {
            case Answer.ShownKey key -> key.error().isPresent();
            case Answer.SignedVote vote -> vote.error().isPresent();
            case Answer.SignedProposal proposal -> proposal.error().isPresent();
            case Answer.SignedBytes bytes -> bytes.error().isPresent();
            case Answer.Pong _, Answer.Malformed _, Answer.Unexpected _ -> false;
        };
    }

    private void assertSigns(FakeChain chain, Duration within, String after) throws PeerException {
        long start = System.nanoTime();
        height++;
        Outcome<Signed> outcome = chain.ask(new Hrs(height, 0, Step.PRECOMMIT), 0);
        Duration took = Duration.ofNanos(System.nanoTime() - start);
        assertInstanceOf(
                Outcome.Given.class, outcome, () -> outcome.describe() + ", after " + after);
        assertTrue(took.compareTo(within) <= 0, () -> "signed " + took + " after " + after);
    }

    private static Bytes mutated(Bytes message, RandomGenerator random) {
        byte[] bytes = message.toArray();
        int flips = random.nextInt(1, FLIPS_MAX + 1);
        for (int i = 0; i < flips; i++) {
            bytes[random.nextInt(bytes.length)] ^= (byte) (1 << random.nextInt(Byte.SIZE));
        }
        boolean cut = random.nextInt(4) == 0;
        return Bytes.of(bytes).first(cut ? random.nextInt(bytes.length) : bytes.length);
    }
}
