package countersign.tx.journal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import countersign.bytes.Bytes;
import countersign.consensus.ChainId;
import countersign.tx.once.Pending;
import countersign.tx.policy.Expense;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

final class JournalTest {
    private static final Instant NOON = Instant.parse("2026-01-01T12:00:00Z");
    private static final List<Expense> SPENT =
            List.of(new Expense("policy.fee_max", "uluna", new BigDecimal("12.50")));

    @TempDir private Path folder;

    @Test
    void whatIsPending_isPendingAfterAStart() throws Exception {
        Pending pending = pending(7);
        try (Journal journal = open()) {
            assertEquals(0, journal.received("{\"a\": \"é\\n\"}"));
            journal.signed(pending, SPENT);
            journal.broadcast(pending.hash(), "lost", "no answer");
        }
        try (Journal journal = open()) {
            assertEquals(Optional.of(pending), journal.pending());
            assertEquals(List.of(new Journal.Spent(NOON, SPENT)), journal.spent());
            assertEquals(0, journal.floor());
            journal.executed(pending.hash(), 100, 0, "");
            assertEquals(8, journal.floor());
        }
        try (Journal journal = open()) {
            assertEquals(Optional.empty(), journal.pending());
            assertEquals(8, journal.floor());
            assertEquals(1, journal.received("{}"));
        }
    }

    @Test
    void failureOrGoneOrGivenUp_settlesWithoutRaisingTheFloor() throws Exception {
        try (Journal journal = open()) {
            Pending one = pending(7);
            journal.signed(one, List.of());
            journal.executed(one.hash(), 100, 5, "no");
            journal.signed(one, List.of());
            journal.gone(one.hash(), "blocks");
            journal.signed(one, List.of());
            journal.givenUp(one.hash(), "refused");
        }
        try (Journal journal = open()) {
            assertEquals(Optional.empty(), journal.pending());
            assertEquals(0, journal.floor());
        }
    }

    /// A service that was told of it once must not be told otherwise after a start, or a new file.
    @Test
    void transactionInABlock_staysThereWhateverCameOfIt() throws Exception {
        Journal.Settled settled = new Journal.Settled(pending(7).hash(), 100, 0, "in a block");
        try (Journal journal = open()) {
            journal.signed(pending(7), List.of());
            journal.included(pending(7).hash(), 100, "in a block");
            assertEquals(Optional.of(settled), journal.last());
        }
        try (Journal journal = open()) {
            assertEquals(Optional.of(settled), journal.last());
            assertEquals(0, journal.floor(), "it may have failed without taking its sequence");
            journal.received("x".repeat(8_000));
            journal.received("x".repeat(8_000));
        }
        try (Journal journal = open()) {
            assertEquals(Optional.of(settled), journal.last());
            journal.signed(pending(7), List.of());
            journal.givenUp(pending(7).hash(), "refused");
        }
        try (Journal journal = open()) {
            assertEquals(0, journal.last().orElseThrow().height());
        }
    }

    /// Every prefix of the last line is what a crash can leave of it.
    @Test
    void tornLastLine_countsAsNeverWritten() throws Exception {
        Path file = folder.resolve("journal");
        long before;
        try (Journal journal = open()) {
            journal.received("{}");
            before = Files.size(file);
            journal.signed(pending(7), SPENT);
        }
        byte[] whole = Files.readAllBytes(file);
        for (int length = whole.length - 1; length >= before; length -= 7) {
            write(file, java.util.Arrays.copyOf(whole, length));
            try (Journal journal = open()) {
                assertEquals(Optional.empty(), journal.pending());
                journal.refused(0, "form", "no");
            }
        }
    }

    @Test
    void anyOtherChange_isRefused() throws Exception {
        Path file = folder.resolve("journal");
        try (Journal journal = open()) {
            journal.received("{}");
            journal.signed(pending(7), SPENT);
            journal.gone(pending(7).hash(), "why");
        }
        byte[] whole = Files.readAllBytes(file);
        for (int at = 0; at < whole.length - 1; at += 5) {
            byte[] bad = whole.clone();
            bad[at] ^= 1;
            write(file, bad);
            assertThrows(JournalException.class, this::open, "changed at " + at);
        }
        List<String> lines = new String(whole, StandardCharsets.UTF_8).lines().toList();
        for (int left = 0; left < lines.size() - 1; left++) {
            List<String> fewer = new ArrayList<>(lines);
            fewer.remove(left);
            write(file, (String.join("\n", fewer) + "\n").getBytes(StandardCharsets.UTF_8));
            assertThrows(JournalException.class, this::open, "without line " + left);
        }
    }

    @Test
    void longJournal_beginsANewFile_andForgetsNothingOfUse() throws Exception {
        try (Journal journal = open()) {
            for (int i = 0; i < 40; i++) {
                journal.received("{\"text\":\"" + "x".repeat(50) + "\"}");
                journal.signed(pending(i), SPENT);
                journal.executed(pending(i).hash(), 100 + i, 0, "");
            }
            journal.signed(pending(40), SPENT);
            journal.received("{\"text\":\"" + "x".repeat(3000) + "\"}");
        }
        assertTrue(Files.size(folder.resolve("journal")) < 16_000);
        assertTrue(Files.exists(folder.resolve("journal.1")));
        try (Journal journal = open()) {
            assertEquals(Optional.of(pending(40)), journal.pending());
            assertEquals(40, journal.floor());
            assertEquals(new BigDecimal("12.50").multiply(new BigDecimal(41)), spent(journal));
            assertEquals(41, journal.received("{}"));
        }
    }

    /// Whoever chooses the words must not choose how long every start takes.
    @Test
    void wordsOfStrangers_areCutOff() throws Exception {
        String long1 = "é".repeat(5_000);
        String halves = "x" + "\ud83d\ude00".repeat(5_000);
        try (Journal journal = open()) {
            journal.refused(journal.received("{}"), "form", long1);
            journal.signed(pending(7), List.of());
            journal.broadcast(pending(7).hash(), "lost", halves);
            journal.givenUp(pending(7).hash(), long1);
        }
        try (Journal journal = open()) {
            String words = journal.last().orElseThrow().words();
            assertEquals("é".repeat(Journal.WORDS_CHARS_MAX) + "…", words);
        }
    }

    @Test
    void lineThatIsTooLong_isNamedAndNotKept() throws Exception {
        Path file = folder.resolve("journal");
        open().close();
        String line = "x".repeat(LineFile.LINE_BYTES_MAX + 1);
        Files.writeString(file, line + "\n", StandardOpenOption.APPEND);
        JournalException e = assertThrows(JournalException.class, this::open);
        assertTrue(e.what().startsWith("line 2 of " + file + " has more than"), e.what());
        Files.writeString(file, line);
        assertTrue(assertThrows(JournalException.class, this::open).what().startsWith("line 1 of"));

        Files.delete(file);
        try (LineFile lines = LineFile.open(file)) {
            assertEquals(List.of(), lines.lines());
            assertThrows(JournalException.class, () -> lines.append(line));
            String most = "x".repeat(LineFile.LINE_BYTES_MAX - 1);
            lines.append(most);
            assertEquals(List.of(most), lines.lines());
        }
    }

    @Test
    void journalThatHadAFileBefore_isNotBegunFromNothing() throws Exception {
        Path file = folder.resolve("journal");
        try (Journal journal = open()) {
            journal.received("x".repeat(8_000));
            journal.received("x".repeat(8_000));
        }
        byte[] whole = Files.readAllBytes(file);
        for (String left : List.of("", "{\"at\":")) {
            Files.writeString(file, left);
            JournalException e = assertThrows(JournalException.class, this::open);
            assertTrue(e.what().contains(file + ".1, which it follows, is there"), e.what());
            assertEquals(left, Files.readString(file), "nothing is changed");
        }
        Files.delete(file);
        assertThrows(JournalException.class, this::open);
        assertTrue(!Files.exists(file), "nothing is made");

        Files.write(file, whole);
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
        open().close();
        Files.delete(file);
        Files.move(folder.resolve("journal.1"), folder.resolve("kept"));
        open().close();
    }

    /// However many there are, a file has room for more before the next one is begun.
    @Test
    void expensesOfTwoDays_areCarriedByTheMinute() throws Exception {
        Instant[] now = {NOON};
        BigDecimal all = BigDecimal.ZERO;
        try (Journal journal = open(() -> now[0], 12_000)) {
            for (int i = 0; i < 400; i++) {
                now[0] = NOON.plusMillis(700L * i);
                journal.signed(pending(i), SPENT);
                journal.executed(pending(i).hash(), 100 + i, 0, "");
                all = all.add(SPENT.getFirst().amount());
                assertTrue(Files.size(folder.resolve("journal")) <= 12_000, "after " + i);
            }
            assertEquals(all, spent(journal));
        }
        try (Journal journal = open(() -> now[0], 12_000)) {
            assertEquals(all, spent(journal));
            for (Journal.Spent spent : journal.spent()) {
                assertTrue(!spent.at().isBefore(NOON) && !spent.at().isAfter(now[0]));
            }
        }
    }

    /// What was spent counts for its whole day: under the last moment of its minute, not the first.
    @Test
    void expensesOfAMinute_countUntilTheLastOfThemIsADayOld() throws Exception {
        Instant[] now = {NOON};
        try (Journal journal = open(() -> now[0], 3_000)) {
            for (int i = 0; i < 59; i++) {
                now[0] = NOON.plusSeconds(i);
                journal.signed(pending(i), SPENT);
                journal.executed(pending(i).hash(), 100 + i, 0, "");
            }
            journal.received("x".repeat(2_500));
            assertEquals(NOON.plusSeconds(58), journal.spent().getFirst().at());
            assertEquals(1, journal.spent().size());
        }
    }

    private static BigDecimal spent(Journal journal) {
        return journal.spent().stream()
                .flatMap(spent -> spent.expenses().stream())
                .map(Expense::amount)
                .reduce(BigDecimal.ZERO, BigDecimal::add);
    }

    @Test
    void secondSigner_isRefused() throws Exception {
        try (Journal journal = open()) {
            JournalException e = assertThrows(JournalException.class, this::open);
            assertTrue(e.what().contains("in use"), e.what());
            journal.received("{}");
        }
    }

    /// Or nothing but a restart would let anybody open it again.
    @Test
    void journalThatIsRefused_isNotKeptOpen() throws Exception {
        Path file = folder.resolve("journal");
        open().close();
        String good = Files.readString(file);
        Files.writeString(file, "{}\n");
        assertThrows(JournalException.class, this::open);
        Files.writeString(file, good);
        open().close();
    }

    @Test
    void otherAccountsOrChains_areRefused() throws Exception {
        open().close();
        assertThrows(JournalException.class, () -> open("terra1other", "columbus-3"));
        assertThrows(JournalException.class, () -> open("terra1a", "columbus-4"));
    }

    @Test
    void replacedOrChangedFile_stopsTheSigner() throws Exception {
        Path file = folder.resolve("journal");
        try (Journal journal = open()) {
            Files.writeString(file, "more\n", StandardOpenOption.APPEND);
            assertThrows(JournalException.class, () -> journal.received("{}"));
            assertThrows(JournalException.class, () -> journal.received("{}"));
        }
    }

    @Test
    void fileThatOthersMayWrite_isRefused() throws Exception {
        open().close();
        Path file = folder.resolve("journal");
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-rw-rw-"));
        assertThrows(JournalException.class, this::open);
        Files.delete(file);
        Files.createSymbolicLink(file, folder.resolve("elsewhere"));
        assertThrows(JournalException.class, this::open);
    }

    @Test
    void sequenceFile_isTmkms() throws Exception {
        Path file = folder.resolve("seq.json");
        SequenceFile sequence = new SequenceFile(file);
        assertEquals(OptionalLong.empty(), sequence.read());
        sequence.write(123456);
        assertEquals("{\"sequence\":123456}", Files.readString(file));
        Files.writeString(file, " {\"sequence\": 7}\n");
        assertEquals(OptionalLong.of(7), sequence.read());
        for (String bad : List.of("", "{}", "7", "{\"sequence\":\"7\"}", "{\"sequence\":-1}")) {
            Files.writeString(file, bad);
            assertThrows(JournalException.class, sequence::read, bad);
        }
    }

    private Journal open() throws JournalException {
        return open("terra1a", "columbus-3");
    }

    private Journal open(String account, String chain) throws JournalException {
        return open(account, chain, InstantSource.fixed(NOON), 12_000);
    }

    private Journal open(InstantSource clock, long bytesMax) throws JournalException {
        return open("terra1a", "columbus-3", clock, bytesMax);
    }

    private Journal open(String account, String chain, InstantSource clock, long bytesMax)
            throws JournalException {
        LineFile file = LineFile.open(folder.resolve("journal"));
        return Journal.open(file, new ChainId(chain), account, clock, bytesMax);
    }

    private static void write(Path file, byte[] content) throws IOException {
        Files.write(file, content);
    }

    private static Pending pending(long sequence) {
        Bytes hash =
                Bytes.of(new byte[30]).concat(Bytes.of((byte) (sequence >> 8), (byte) sequence));
        return new Pending(3, sequence, hash, Bytes.of((byte) 9, (byte) 8), 99, 120);
    }
}
