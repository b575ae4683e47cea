package countersign.harness;

import static countersign.harness.Fixtures.CHAIN;
import static countersign.harness.Fixtures.LOOPBACK;
import static countersign.harness.Fixtures.QUICK;
import static countersign.harness.Fixtures.SOURCES;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import countersign.bytes.Bytes;
import countersign.harness.hostile.Act;
import countersign.harness.hostile.Cut;
import countersign.harness.hostile.HostileNode;
import countersign.harness.ledger.Ledger;
import countersign.harness.node.Blocks;
import countersign.harness.node.ChainDriver;
import countersign.harness.node.ListenAddress;
import countersign.harness.node.NodeSettings;
import countersign.harness.node.NodeTimings;
import countersign.harness.node.Outcome;
import countersign.harness.node.ValidatorNode;
import countersign.harness.signer.RealSigner;
import countersign.harness.signer.TestKey;
import countersign.harness.suite.HarnessReport;
import countersign.harness.suite.HarnessRun;
import countersign.harness.suite.HarnessSettings;
import countersign.harness.wire.Dialect;
import countersign.harness.wire.Extensions;
import countersign.harness.wire.Query;
import countersign.harness.wire.QueryEncoder;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

import java.net.ServerSocket;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/// The signer itself against its nodes.
final class RealSignerTest {
    private static final int BLOCKS_PLAYED = 64;
    private static final Blocks BLOCKS = new Blocks(64);
    private static final Extensions EXTENSIONS =
            new Extensions(Bytes.ofHex("657874656e73696f6e"), Bytes.EMPTY);

    private final TestKey key = TestKey.generate();
    private final Ledger ledger = new Ledger();

    @TempDir private Path folder;

    @ParameterizedTest
    @EnumSource
    void everyDialectOverTcp_getsItsBlocks(Dialect dialect) throws Exception {
        playBlocks(LOOPBACK, dialect, dialect.hasExtensions());
    }

    @ParameterizedTest
    @EnumSource
    void everyDialectOverUnix_getsItsBlocks(Dialect dialect) throws Exception {
        playBlocks(unix(), dialect, dialect.hasExtensions());
    }

    @ParameterizedTest
    @EnumSource
    void everyDialectWithoutExtensions_getsItsBlocks(Dialect dialect) throws Exception {
        playBlocks(unix(), dialect, false);
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void wholeSuite_passesInAllDialects(boolean tcp) throws Exception {
        // Each run is mostly the pauses of a signer that redials, so they go side by side.
        try (ExecutorService pool = Executors.newCachedThreadPool()) {
            List<Future<HarnessReport>> reports = new ArrayList<>();
            for (Dialect dialect : Dialect.values()) {
                reports.add(pool.submit(() -> conformance(dialect, tcp)));
            }
            for (Future<HarnessReport> report : reports) {
                assertEquals(List.of(), report.get().failures());
            }
        }
    }

    private HarnessReport conformance(Dialect dialect, boolean tcp) throws Exception {
        ListenAddress address =
                tcp
                        ? new ListenAddress.Tcp("127.0.0.1", freePort())
                        : new ListenAddress.Unix(folder.resolve(dialect.label() + ".sock"));
        Path state = folder.resolve(dialect.label() + ".state");
        try (RealSigner _ = RealSigner.start(address, CHAIN, key, state)) {
            HarnessSettings settings =
                    new HarnessSettings(
                            address,
                            CHAIN,
                            Optional.of(key.publicKey()),
                            List.of(dialect),
                            1,
                            Duration.ofSeconds(10));
            return new HarnessRun(settings, SOURCES, _ -> {}).run();
        }
    }

    @Test
    void restartedSigner_remembersEverything() throws Exception {
        Path state = folder.resolve("state");
        NodeTimings patient =
                new NodeTimings(
                        Duration.ofSeconds(10),
                        QUICK.readWrite(),
                        QUICK.pingInterval(),
                        50,
                        Duration.ofMillis(10));
        NodeSettings settings = new NodeSettings(CHAIN, Dialect.V0_40, true, patient);
        try (ValidatorNode node = ValidatorNode.listen(LOOPBACK, settings, ledger, SOURCES)) {
            ChainDriver driver = new ChainDriver(node, BLOCKS, SOURCES.clock(), EXTENSIONS);
            for (int height = 1; height <= 5; height++) {
                try (RealSigner _ = RealSigner.start(node.address(), CHAIN, key, state)) {
                    assertEquals(List.of(), driver.play(height).faults());
                }
                try (RealSigner _ = RealSigner.start(node.address(), CHAIN, key, state)) {
                    var rival = driver.precommit(height, BLOCKS.at(height, 0, 1));
                    assertInstanceOf(Outcome.Refused.class, node.sign(rival, Extensions.NONE));
                    var same = driver.precommit(height, BLOCKS.at(height, 0, 0));
                    assertInstanceOf(Outcome.Given.class, node.sign(same, EXTENSIONS));
                }
            }
            assertEquals(15, ledger.size());
            assertEquals(List.of(), ledger.violations());
        }
    }

    @Test
    void connectionCutAnywhere_costsNoSafetyAndTheSignerComesBack() throws Exception {
        ListenAddress address = unix();
        Bytes ask = QueryEncoder.encode(new Query.ShowKey(CHAIN.value()), Dialect.V0_38);
        List<Act> acts = List.of(new Act.Send(ask), new Act.Read());
        try (RealSigner _ = RealSigner.start(address, CHAIN, key, folder.resolve("state"));
                HostileNode node = HostileNode.listen(address, QUICK, SOURCES)) {
            for (int at = 0; at <= ask.length(); at += 3) {
                assertTrue(
                        node.play(acts, Cut.afterWriting(at)).broken().isPresent(), "cut at " + at);
            }
            assertEquals(Optional.empty(), node.play(acts, Cut.NOWHERE).broken());
        }
    }

    private void playBlocks(ListenAddress address, Dialect dialect, boolean extensions)
            throws Exception {
        NodeSettings settings = new NodeSettings(CHAIN, dialect, extensions, QUICK);
        try (ValidatorNode node = ValidatorNode.listen(address, settings, ledger, SOURCES);
                RealSigner signer =
                        RealSigner.start(node.address(), CHAIN, key, folder.resolve("state"))) {
            ChainDriver driver = new ChainDriver(node, BLOCKS, SOURCES.clock(), EXTENSIONS);
            for (int height = 1; height <= BLOCKS_PLAYED; height++) {
                assertEquals(List.of(), driver.play(height).faults());
            }
            assertEquals(3 * BLOCKS_PLAYED, ledger.size());
            assertEquals(1, node.connections());
            assertEquals(List.of(), signer.mishaps());
        }
    }

    private ListenAddress unix() {
        return new ListenAddress.Unix(folder.resolve("pv.sock"));
    }

    private static int freePort() throws Exception {
        try (ServerSocket socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        }
    }
}
