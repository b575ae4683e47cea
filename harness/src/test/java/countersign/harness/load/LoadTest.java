package countersign.harness.load;

import static countersign.harness.Fixtures.CHAIN;
import static countersign.harness.Fixtures.LOOPBACK;
import static countersign.harness.Fixtures.QUICK;
import static countersign.harness.Fixtures.SOURCES;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import countersign.connection.Ticker;
import countersign.harness.ledger.Ledger;
import countersign.harness.node.Blocks;
import countersign.harness.node.ChainDriver;
import countersign.harness.node.NodeSettings;
import countersign.harness.node.ValidatorNode;
import countersign.harness.signer.Fault;
import countersign.harness.signer.TestSigner;
import countersign.harness.wire.Dialect;
import countersign.harness.wire.Extensions;

import org.junit.jupiter.api.Test;

import java.time.Duration;
import java.time.InstantSource;
import java.util.List;

final class LoadTest {
    @Test
    void percentiles_areNearestRanks() {
        Latencies latencies = Latencies.ofNanos(50, 20, 40, 15, 35);
        assertEquals(5, latencies.count());
        assertEquals(Duration.ofNanos(15), latencies.percentile(5));
        assertEquals(Duration.ofNanos(20), latencies.percentile(30));
        assertEquals(Duration.ofNanos(20), latencies.percentile(40));
        assertEquals(Duration.ofNanos(35), latencies.percentile(50));
        assertEquals(Duration.ofNanos(50), latencies.percentile(100));
    }

    @Test
    void noLatency_isZero() {
        assertEquals(Duration.ZERO, Latencies.ofNanos().percentile(99));
    }

    @Test
    void percentilesOutsideTheirRange_areRefused() {
        Latencies latencies = Latencies.ofNanos(1);
        for (double percent : new double[] {0, -1, 100.1, Double.NaN}) {
            assertThrows(IllegalArgumentException.class, () -> latencies.percentile(percent));
        }
    }

    @Test
    void load_countsEverySignature() throws Exception {
        LoadReport report = run(Fault.NONE, 20);
        assertEquals(List.of(), report.faults());
        assertEquals(60, report.latencies().count());
        assertTrue(report.elapsed().compareTo(report.latencies().percentile(100)) > 0, "a sum");
    }

    @Test
    void badSigner_endsTheLoadEarly() throws Exception {
        LoadReport report = run(Fault.SIGNS_WITH_ANOTHER_KEY, 1_000);
        assertEquals(0, report.latencies().count());
        assertTrue(report.faults().size() < 110, "it gave up");
    }

    private static LoadReport run(Fault fault, int heights) throws Exception {
        NodeSettings settings = new NodeSettings(CHAIN, Dialect.V0_38, true, QUICK);
        try (ValidatorNode node = ValidatorNode.listen(LOOPBACK, settings, new Ledger(), SOURCES);
                TestSigner _ = TestSigner.start(node.address(), CHAIN, fault)) {
            ChainDriver driver =
                    new ChainDriver(node, new Blocks(1), InstantSource.system(), Extensions.NONE);
            return new LoadGenerator(driver, Ticker.SYSTEM).run(1, heights);
        }
    }
}
