package countersign.harness.link;

import static countersign.harness.Fixtures.CHAIN;
import static countersign.harness.Fixtures.QUICK;
import static countersign.harness.Fixtures.SOURCES;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import countersign.bytes.Bytes;
import countersign.consensus.Hrs;
import countersign.consensus.Step;
import countersign.consensus.Timestamp;
import countersign.consensus.Vote;
import countersign.harness.ledger.Ledger;
import countersign.harness.node.Blocks;
import countersign.harness.node.ListenAddress;
import countersign.harness.node.NodeSettings;
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
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/// Two nodes of one validator ask at once, as two sentries do: for the same block at odd heights,
/// for rivals at even ones.
final class SentryPairTest {
    private static final Blocks BLOCKS = new Blocks(9);

    private final Ledger ledger = new Ledger();

    @TempDir private Path folder;

    @Proof("E9")
    void twoNodesAtOnce_getOneBlockAndOneSignature(Figures figures) throws Exception {
        int heights = figures.size("heights that two nodes ask for at once", 1_000, 100_000);
        List<List<Optional<Bytes>>> given = new ArrayList<>();
        try (ValidatorNode one = node("one");
                ValidatorNode two = node("two");
                RealSigner signer =
                        RealSigner.start(
                                List.of(one.address(), two.address()),
                                CHAIN,
                                TestKey.generate(),
                                folder.resolve("state"));
                ExecutorService pool = Executors.newFixedThreadPool(2)) {
            assertInstanceOf(Outcome.Given.class, one.publicKey());
            assertInstanceOf(Outcome.Given.class, two.publicKey());
            CyclicBarrier together = new CyclicBarrier(2);
            List<Future<List<Optional<Bytes>>>> asking = new ArrayList<>();
            for (ValidatorNode node : List.of(one, two)) {
                int variant = asking.size();
                asking.add(pool.submit(() -> ask(node, variant, heights, together)));
            }
            for (Future<List<Optional<Bytes>>> answers : asking) {
                given.add(answers.get());
            }
            assertEquals(List.of(), signer.mishaps());
        }
        int won = 0;
        for (int i = 0; i < heights; i++) {
            Optional<Bytes> first = given.get(0).get(i);
            Optional<Bytes> second = given.get(1).get(i);
            if (i % 2 == 0) {
                assertEquals(first, second, "one signature for one block, height " + (i + 1));
            } else {
                assertEquals(first.isPresent(), second.isEmpty(), "height " + (i + 1));
                won += first.isPresent() ? 1 : 0;
            }
        }
        figures.found("of the rival blocks those of the first node", won);
        assertEquals(List.of(), ledger.violations());
    }

    private ValidatorNode node(String name) throws Exception {
        return ValidatorNode.listen(
                new ListenAddress.Unix(folder.resolve(name)),
                new NodeSettings(CHAIN, Dialect.V0_38, false, QUICK),
                ledger,
                SOURCES);
    }

    private static List<Optional<Bytes>> ask(
            ValidatorNode node, int variant, int heights, CyclicBarrier together) throws Exception {
        List<Optional<Bytes>> signatures = new ArrayList<>();
        for (int height = 1; height <= heights; height++) {
            Hrs place = new Hrs(height, 0, Step.PRECOMMIT);
            Vote vote =
                    new Vote(
                            place,
                            BLOCKS.at(height, 0, height % 2 == 1 ? 0 : variant),
                            new Timestamp(1_700_000_000, variant));
            together.await();
            signatures.add(
                    switch (node.sign(vote, Extensions.NONE)) {
                        case Outcome.Given<Signed>(Signed signed, var _) ->
                                Optional.of(signed.signature());
                        case Outcome.Refused<Signed> _ -> Optional.empty();
                        case Outcome.Wrong<Signed>(String why) -> throw new AssertionError(why);
                    });
        }
        return signatures;
    }
}
