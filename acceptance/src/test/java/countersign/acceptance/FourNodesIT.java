package countersign.acceptance;

import static org.junit.jupiter.api.Assertions.assertTrue;

import countersign.acceptance.node.Ports;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.CleanupMode;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/// A network of four validators, all of whose keys are in one signer: four links, four keys and
/// four marks of one chain in one process.
final class FourNodesIT {
    private static final NodeVersion VERSION = NodeVersion.COMET_0_38;
    private static final int NODES = 4;
    private static final long BLOCKS = 50;

    /// More than two thirds of the power, without which there is no block.
    private static final int QUORUM = 3;

    /// A commit closes before the last vote has come round now and then; this many come in time.
    private static final long SIGNED_MIN = BLOCKS * 8 / 10;

    private static final Duration BLOCKS_MAX = Duration.ofMinutes(2);

    @Test
    void fiftyBlocks_fourKeysInOneProcess_everyValidatorTakesPart(
            @TempDir(cleanup = CleanupMode.ON_SUCCESS) Path folder) throws IOException {
        List<RealNode> nodes = RealNode.network(VERSION, folder, NODES);
        List<String> validators = nodes.stream().map(RealNode::address).toList();
        SignerHome home =
                SignerHome.create(folder.resolve("signer"), nodes.getFirst().chainId(), "");
        for (int i = 0; i < NODES; i++) {
            String address = "tcp://127.0.0.1:" + Ports.free();
            nodes.get(i).configure("", "priv_validator_laddr", address);
            home.takeKey(nodes.get(i), "validator" + i, address);
        }
        home.initState();

        try (Child _ = home.start()) {
            for (RealNode node : nodes) {
                node.start();
            }
            nodes.getFirst().awaitBlock(BLOCKS, BLOCKS_MAX);
            assertAllTookPart(validators, signersOfBlocks(nodes.getFirst()));
        } finally {
            nodes.forEach(RealNode::close);
        }
    }

    private static List<List<String>> signersOfBlocks(RealNode node) {
        List<List<String>> signers = new ArrayList<>();
        for (long height = 1; height <= BLOCKS; height++) {
            signers.add(node.rpc().signersOf(height));
        }
        return signers;
    }

    private static void assertAllTookPart(List<String> validators, List<List<String>> blocks) {
        for (List<String> signers : blocks) {
            assertTrue(signers.size() >= QUORUM, "signers of a block: " + signers);
        }
        String counts =
                validators.stream()
                        .map(address -> address + " signed " + countOf(address, blocks))
                        .collect(Collectors.joining(", "));
        for (String address : validators) {
            assertTrue(countOf(address, blocks) >= SIGNED_MIN, counts);
        }
    }

    private static long countOf(String address, List<List<String>> blocks) {
        return blocks.stream().filter(signers -> signers.contains(address)).count();
    }
}
