package countersign.harness.ledger;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import countersign.bytes.Bytes;
import countersign.consensus.BlockId;
import countersign.consensus.ChainId;
import countersign.consensus.ConsensusMessage;
import countersign.consensus.Hrs;
import countersign.consensus.KeyType;
import countersign.consensus.Proposal;
import countersign.consensus.PublicKey;
import countersign.consensus.Step;
import countersign.consensus.Timestamp;
import countersign.consensus.Vote;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

final class LedgerTest {
    private static final ChainId CHAIN = new ChainId("chain-a");
    private static final PublicKey KEY =
            key("556a436f1218d30942efe798420f51dc9b6a311b929c578257457d05c5fcf230");
    private static final PublicKey OTHER_KEY =
            key("d75a980182b10ab7d54bfed3c964073a0ee172f3daa62325af021a68f707511a");
    private static final Timestamp NOW = new Timestamp(100, 0);
    private static final Timestamp LATER = new Timestamp(200, 0);
    private static final Optional<Hrs> NO_FLOOR = Optional.empty();

    private final Ledger ledger = new Ledger();

    @Test
    void firstSignature_isNew() {
        assertEquals(Finding.NEW, record(prevote(5, block(1), NOW), 1));
        assertEquals(Optional.of(new Hrs(5, 0, Step.PREVOTE)), ledger.highest(CHAIN, KEY));
        assertEquals(1, ledger.size());
    }

    @Test
    void sameSignature_isAgain() {
        record(prevote(5, block(1), NOW), 1);
        assertEquals(Finding.AGAIN, record(prevote(5, block(1), NOW), 1));
        assertEquals(1, ledger.size());
    }

    @Test
    void sameContentAtAnotherTime_isRetimed() {
        record(prevote(5, block(1), NOW), 1);
        assertEquals(Finding.RETIMED, record(prevote(5, block(1), LATER), 2));
        assertTrue(ledger.violations().isEmpty());
    }

    @Test
    void anotherBlock_isAConflictAndTheFirstStays() {
        record(prevote(5, block(1), NOW), 1);
        assertEquals(Finding.CONFLICT, record(prevote(5, block(2), NOW), 2));
        assertEquals(Finding.CONFLICT, record(prevote(5, block(2), NOW), 2));
        assertEquals(Finding.AGAIN, record(prevote(5, block(1), NOW), 1));
        assertEquals(2, ledger.violations().size());
    }

    @Test
    void nilBesideABlock_isAConflict() {
        record(prevote(5, block(1), NOW), 1);
        assertEquals(Finding.CONFLICT, record(prevote(5, BlockId.NIL, NOW), 2));
    }

    @Test
    void partSetHeaderAlone_makesAConflict() {
        BlockId one = block(1);
        record(prevote(5, one, NOW), 1);
        BlockId otherParts = new BlockId(one.hash(), 2, one.partsHash());
        assertEquals(Finding.CONFLICT, record(prevote(5, otherParts, NOW), 2));
    }

    @Test
    void proposalWithAnotherPolRound_isAConflict() {
        record(proposal(-1), 1);
        assertEquals(Finding.CONFLICT, record(proposal(0), 2));
    }

    @Test
    void otherStepsRoundsHeightsChainsAndKeys_areNoConflict() {
        record(prevote(5, block(1), NOW), 1);
        assertEquals(
                Finding.NEW, record(new Vote(new Hrs(5, 0, Step.PRECOMMIT), block(2), NOW), 2));
        assertEquals(Finding.NEW, record(new Vote(new Hrs(5, 1, Step.PREVOTE), block(2), NOW), 3));
        assertEquals(Finding.NEW, record(prevote(6, block(2), NOW), 4));
        Vote other = prevote(5, block(2), NOW);
        assertEquals(
                Finding.NEW,
                ledger.record(new Received(new ChainId("chain-b"), KEY, other, sig(5)), NO_FLOOR));
        assertEquals(
                Finding.NEW,
                ledger.record(new Received(CHAIN, OTHER_KEY, other, sig(6)), NO_FLOOR));
        assertTrue(ledger.violations().isEmpty());
    }

    @Test
    void signatureBelowTheFloor_isARegression() {
        record(prevote(5, block(1), NOW), 1);
        Optional<Hrs> floor = ledger.highest(CHAIN, KEY);
        Received low = new Received(CHAIN, KEY, prevote(4, block(1), NOW), sig(2));
        assertEquals(Finding.REGRESSION, ledger.record(low, floor));
        assertEquals(1, ledger.violations().size());
        assertTrue(
                ledger.violations().getFirst().contains("4/0/1"), ledger.violations().toString());
        assertEquals(floor, ledger.highest(CHAIN, KEY));
    }

    @Test
    void oldSignatureGivenOutAgainBelowTheFloor_isARegression() {
        record(prevote(4, block(1), NOW), 1);
        record(prevote(5, block(1), NOW), 2);
        Received again = new Received(CHAIN, KEY, prevote(4, block(1), NOW), sig(1));
        assertEquals(Finding.REGRESSION, ledger.record(again, ledger.highest(CHAIN, KEY)));
    }

    @Test
    void conflictBelowTheFloor_isAConflict() {
        record(prevote(4, block(1), NOW), 1);
        record(prevote(5, block(1), NOW), 2);
        Received low = new Received(CHAIN, KEY, prevote(4, block(2), NOW), sig(3));
        assertEquals(Finding.CONFLICT, ledger.record(low, ledger.highest(CHAIN, KEY)));
    }

    @Test
    void signatureAtTheFloor_isNoRegression() {
        record(prevote(5, block(1), NOW), 1);
        Received again = new Received(CHAIN, KEY, prevote(5, block(1), NOW), sig(1));
        assertEquals(Finding.AGAIN, ledger.record(again, ledger.highest(CHAIN, KEY)));
    }

    @Test
    void answersThatCross_areNoRegression() {
        Optional<Hrs> floorOfFirst = ledger.highest(CHAIN, KEY);
        record(prevote(6, block(1), NOW), 1);
        Received late = new Received(CHAIN, KEY, prevote(5, block(1), NOW), sig(2));
        assertEquals(Finding.NEW, ledger.record(late, floorOfFirst));
    }

    @Test
    void manyThreads_findExactlyOneConflictAtEachPlace() throws Exception {
        int heights = 500;
        try (ExecutorService pool = Executors.newFixedThreadPool(4)) {
            List<Future<Integer>> conflicts = new ArrayList<>();
            for (int thread = 0; thread < 4; thread++) {
                int block = thread / 2;
                conflicts.add(pool.submit(() -> conflictsOf(block, heights)));
            }
            int total = 0;
            for (Future<Integer> conflict : conflicts) {
                total += conflict.get();
            }
            // Two threads agree on each of the two blocks: both of the later pair conflict.
            assertEquals(2 * heights, total);
        }
        assertEquals(heights, ledger.size());
    }

    @Test
    void savedLedger_stillKnowsEverything(@TempDir Path folder) throws IOException {
        record(prevote(5, block(1), NOW), 1);
        record(proposal(-1), 2);
        Received unnamed =
                new Received(new ChainId(""), OTHER_KEY, prevote(7, block(3), NOW), sig(3));
        ledger.record(unnamed, NO_FLOOR);
        Path file = folder.resolve("ledger");
        LedgerFile.save(ledger, file);
        LedgerFile.save(ledger, file);

        Ledger continued = LedgerFile.load(file);
        assertEquals(3, continued.size());
        assertEquals(ledger.highest(CHAIN, KEY), continued.highest(CHAIN, KEY));
        assertEquals(
                Optional.of(new Hrs(7, 0, Step.PREVOTE)),
                continued.highest(new ChainId(""), OTHER_KEY));
        Received conflict = new Received(CHAIN, KEY, prevote(5, block(2), NOW), sig(9));
        assertEquals(Finding.CONFLICT, continued.record(conflict, NO_FLOOR));
        Received again = new Received(CHAIN, KEY, prevote(5, block(1), NOW), sig(1));
        assertEquals(Finding.AGAIN, continued.record(again, NO_FLOOR));
        assertEquals(Finding.AGAIN, continued.record(unnamed, NO_FLOOR));
    }

    @Test
    void brokenFile_isRefused(@TempDir Path folder) throws IOException {
        record(prevote(5, block(1), NOW), 1);
        Path file = folder.resolve("ledger");
        LedgerFile.save(ledger, file);
        String line = Files.readString(file);
        for (String broken :
                List.of(
                        line.substring(0, line.length() / 2),
                        line.replace("PREVOTE", "VOTE"),
                        line.replace("v1 ", "v2 "),
                        line.replace("ED25519", "RSA"),
                        line.replace(" 5 ", " five "),
                        "\n" + line)) {
            Files.writeString(file, broken);
            assertThrows(IOException.class, () -> LedgerFile.load(file), broken);
        }
    }

    private int conflictsOf(int block, int heights) {
        int conflicts = 0;
        for (int height = 1; height <= heights; height++) {
            if (record(prevote(height, block(block), NOW), block) == Finding.CONFLICT) {
                conflicts++;
            }
        }
        return conflicts;
    }

    private Finding record(ConsensusMessage message, int signature) {
        return ledger.record(new Received(CHAIN, KEY, message, sig(signature)), NO_FLOOR);
    }

    private static Vote prevote(long height, BlockId block, Timestamp time) {
        return new Vote(new Hrs(height, 0, Step.PREVOTE), block, time);
    }

    private static Proposal proposal(int polRound) {
        return new Proposal(new Hrs(5, 1, Step.PROPOSE), polRound, block(1), NOW);
    }

    private static BlockId block(int number) {
        byte[] hash = new byte[32];
        hash[0] = (byte) number;
        return new BlockId(Bytes.of(hash), 1, Bytes.of(hash));
    }

    private static Bytes sig(int number) {
        byte[] signature = new byte[64];
        signature[0] = (byte) number;
        return Bytes.of(signature);
    }

    private static PublicKey key(String hex) {
        return new PublicKey(KeyType.ED25519, Bytes.ofHex(hex));
    }
}
