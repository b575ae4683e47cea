package countersign.acceptance.process;

import static org.junit.jupiter.api.Assertions.assertEquals;

import countersign.consensus.Hrs;
import countersign.consensus.Step;

import org.junit.jupiter.api.Test;

import java.util.List;
import java.util.Locale;

/// The checker of [OrderIT] finds an answer that leaves too early, and only that.
final class OrderTraceTest {
    private static final String STATE = "/home/state/a.state";
    private static final String NODE = "UNIX-STREAM:[12->34]";
    private static final String SYNCED =
            "7 1.0 openat(AT_FDCWD</home>, \"\\x2f\", O_RDWR|O_CREAT|O_DSYNC, 0666) = 9<"
                    + STATE
                    + ">";
    private static final String NOT_SYNCED = SYNCED.replace("|O_DSYNC", "");
    private static final Hrs PREVOTE = new Hrs(5, 1, Step.PREVOTE);

    @Test
    void answerBehindItsMark_isInOrder() {
        assertEarly(List.of(), SYNCED, record(5, 2, 8192), answer(5, 1));
    }

    /// As a call of one thread is shown while another's comes in between.
    @Test
    void openingThatIsShownInTwoLines_isSeen() {
        int end = SYNCED.indexOf(") =");
        String begun = SYNCED.substring(0, end) + " <unfinished ...>";
        String ended = "7 1.1 <... openat resumed>" + SYNCED.substring(end);
        assertEarly(List.of(), begun, ended, record(5, 2, 8192), answer(5, 1));
        String open = begun.replace("|O_DSYNC", "");
        assertEarly(List.of(PREVOTE), open, ended, record(5, 2, 8192), answer(5, 1));
    }

    @Test
    void answerWithoutItsMark_isEarly() {
        assertEarly(List.of(PREVOTE), SYNCED, answer(5, 1));
        assertEarly(List.of(PREVOTE), SYNCED, record(4, 2, 8192), answer(5, 1));
        assertEarly(List.of(PREVOTE), SYNCED, record(5, 1, 8192), answer(5, 1));
        assertEarly(List.of(PREVOTE), SYNCED, answer(5, 1), record(5, 2, 8192));
    }

    @Test
    void markThatIsWrittenInPartOrNotAtAll_doesNotCount() {
        assertEarly(List.of(PREVOTE), SYNCED, record(5, 2, 4096), answer(5, 1));
        assertEarly(List.of(PREVOTE), SYNCED, record(5, 2, -1), answer(5, 1));
    }

    @Test
    void writeWithoutFlush_doesNotCount() {
        String flush = "7 1.2 fdatasync(9<" + STATE + ">) = 0";
        assertEarly(List.of(PREVOTE), NOT_SYNCED, record(5, 2, 8192), answer(5, 1));
        assertEarly(List.of(), NOT_SYNCED, record(5, 2, 8192), flush, answer(5, 1));
        assertEarly(
                List.of(PREVOTE),
                NOT_SYNCED,
                record(5, 2, 8192),
                flush.replace("= 0", "= -1 EIO (Input/output error)"),
                answer(5, 1));
    }

    @Test
    void answerWhileTheMarkIsBeingWritten_isEarly() {
        String whole = record(5, 2, 8192);
        String begun = whole.substring(0, whole.indexOf(") =")) + " <unfinished ...>";
        String ended = "7 1.3 <... write resumed>) = 8192";
        assertEarly(List.of(PREVOTE), SYNCED, begun, answer(5, 1), ended);
        assertEarly(List.of(), SYNCED, begun, ended, answer(5, 1));
    }

    @Test
    void sealedAnswersAreCounted() {
        String sealed = "8 1.2 write(10<TCP:[1.2.3.4:5->6.7.8.9:10]>, \"\\x00\\x01\", 2) = 2";
        List<String> right = List.of(SYNCED, sealed, record(5, 2, 8192), sealed);
        List<String> first = List.of(SYNCED, sealed, sealed, record(5, 2, 8192));
        List<String> second =
                List.of(SYNCED, record(5, 2, 8192), sealed, sealed, record(6, 2, 8192));
        assertEquals(0, OrderTrace.read(right, STATE).leastLead());
        assertEquals(1, OrderTrace.read(right, STATE).sealed());
        assertEquals(0, OrderTrace.read(first, STATE).sealed());
        assertEquals(-1, OrderTrace.read(second, STATE).leastLead());
    }

    private static void assertEarly(List<Hrs> expected, String... lines) {
        assertEquals(expected, OrderTrace.read(List.of(lines), STATE).early());
    }

    /// A write of both copies of a record at round 1.
    private static String record(long height, int step, int result) {
        String hex =
                "435349474e4d524b"
                        + "00000001"
                        + "00000001"
                        + "0000000000000007"
                        + String.format(Locale.ROOT, "%016x", height)
                        + "00000001"
                        + String.format(Locale.ROOT, "%08x", step);
        return "7 1.1 write(9<" + STATE + ">, \"" + escaped(hex) + "\"..., 8192) = " + result;
    }

    /// A prevote with a block id and the first bytes of a signature, in plain. It is long enough
    /// for lengths of two bytes.
    private static String answer(int height, int round) {
        String place = "0801" + "10%02x".formatted(height) + "18%02x".formatted(round);
        String vote = place + "229001" + "ff".repeat(144) + "420111";
        String signed = "0a" + length(vote) + vote;
        String message = "22" + length(signed) + signed;
        String sent = length(message) + message;
        int bytes = sent.length() / 2;
        return "8 1.2 write(10<%s>, \"%s\", %d) = %d".formatted(NODE, escaped(sent), bytes, bytes);
    }

    /// As a varint of two bytes.
    private static String length(String hex) {
        int bytes = hex.length() / 2;
        return "%02x%02x".formatted((bytes & 0x7F) | 0x80, bytes >> 7);
    }

    private static String escaped(String hex) {
        return hex.replaceAll("(..)", "\\\\x$1");
    }
}
