package countersign.acceptance;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import countersign.acceptance.node.Ports;

import org.junit.jupiter.api.io.CleanupMode;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.OptionalInt;
import java.util.stream.Stream;

/// Every version of the protocol, over both transports, without extensions and with empty and large
/// ones: the node has no key of its own, so each block is one that Countersign signed.
final class RealNodeMatrixIT {
    private static final long BLOCKS = 20;
    private static final int LARGE_EXTENSION_BYTES = 1024;

    /// Bounds a run that hangs; 20 blocks take some three seconds.
    private static final Duration BLOCKS_MAX = Duration.ofSeconds(60);

    enum Transport {
        TCP,
        UNIX
    }

    /// `extensionBytes` is empty where the chain has no extensions enabled.
    record Combination(NodeVersion version, Transport transport, OptionalInt extensionBytes) {
        @Override
        public String toString() {
            String extensions =
                    extensionBytes.isPresent()
                            ? ", extensions of " + extensionBytes.getAsInt() + " bytes"
                            : "";
            return version + " over " + transport + extensions;
        }
    }

    static Stream<Combination> combinations() {
        Stream<Combination> transports =
                Arrays.stream(NodeVersion.values())
                        .flatMap(
                                version ->
                                        Arrays.stream(Transport.values())
                                                .map(t -> plain(version, t)));
        Stream<Combination> extensions =
                Arrays.stream(NodeVersion.values())
                        .filter(version -> version.extensionSection().isPresent())
                        .flatMap(
                                version ->
                                        Stream.of(0, LARGE_EXTENSION_BYTES)
                                                .map(bytes -> extended(version, bytes)));
        return Stream.concat(transports, extensions);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("combinations")
    @Execution(ExecutionMode.CONCURRENT)
    void twentyBlocks_throughRestartsOfNodeAndSigner_allSigned(
            Combination combination, @TempDir(cleanup = CleanupMode.ON_SUCCESS) Path folder)
            throws IOException {
        RealNode node = RealNode.init(combination.version(), folder.resolve("node"));
        try (Application _ = Application.behind(node, combination.extensionBytes());
                node) {
            String validator = node.address();
            String address = signerAddress(combination.transport(), folder);
            node.configure("", "priv_validator_laddr", address);
            SignerHome home = SignerHome.create(folder.resolve("signer"), node.chainId(), "");
            home.takeKey(node, "validator", address);
            home.initState();

            try (Child _ = home.start()) {
                node.start();
                node.awaitBlock(BLOCKS / 4, BLOCKS_MAX);
                node.stop();
                node.start();
                node.awaitBlock(BLOCKS / 2, BLOCKS_MAX);
            }
            try (Child _ = home.start()) {
                node.awaitBlock(BLOCKS, BLOCKS_MAX);
            }
            assertNotEquals(validator, node.address(), "the node has a key of its own");
            for (long height = 1; height <= BLOCKS; height++) {
                assertEquals(List.of(validator), node.rpc().signersOf(height), "block " + height);
            }
        }
    }

    private static String signerAddress(Transport transport, Path folder) throws IOException {
        return switch (transport) {
            case TCP -> "tcp://127.0.0.1:" + Ports.free();
            case UNIX -> "unix://" + folder.resolve("signer.sock");
        };
    }

    private static Combination plain(NodeVersion version, Transport transport) {
        return new Combination(version, transport, OptionalInt.empty());
    }

    private static Combination extended(NodeVersion version, int bytes) {
        return new Combination(version, Transport.TCP, OptionalInt.of(bytes));
    }
}
