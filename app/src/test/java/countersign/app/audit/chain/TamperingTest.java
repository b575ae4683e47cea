package countersign.app.audit.chain;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;

/// Everything that can be done to one place of a chain of twelve lines in three files.
final class TamperingTest {
    private static final List<List<String>> GOOD = SampleChain.twelve();
    private static final int LINES = 12;
    private static final Head LAST = SampleChain.head(GOOD.get(2).get(3));

    @Test
    void untouchedChain_isClean() {
        Report report = SampleChain.verified(SampleChain.bytes(GOOD));

        assertEquals(List.of(), report.findings());
        assertEquals(List.of(), report.notes());
        assertEquals(
                new Report.Extent(
                        3,
                        12,
                        1,
                        LAST,
                        "2026-01-02T03:04:05.678901Z",
                        "2026-01-02T03:04:16.678901Z"),
                report.extent());
    }

    @Test
    void removedLine_isNamedButForTheLastOne() {
        for (int seq = 1; seq < LINES; seq++) {
            List<List<String>> files = copy();
            line(files, seq, true);

            Report report = SampleChain.verified(SampleChain.bytes(files));

            String what = all(report);
            String place = place(seq);
            if (seq % 4 == 1) {
                assertTrue(what.contains(place + "does not begin as an audit's file does"), what);
            } else {
                String next = seq % 4 == 0 ? place(seq + 1) : place;
                assertEquals(next + "entry " + seq + " is missing before it", what);
            }
        }
    }

    @Test
    void removedEnd_isFoundByItsHeadOnly() {
        for (int kept = 1; kept < LINES; kept++) {
            List<List<String>> files = copy();
            for (int seq = LINES; seq > kept; seq--) {
                line(files, seq, true);
            }
            List<byte[]> bytes =
                    SampleChain.bytes(files).stream().filter(file -> file.length > 0).toList();

            assertTrue(SampleChain.verified(bytes).isClean());
            assertEquals(
                    "entry " + LAST + " is not there: the chain was cut off before it, or replaced",
                    all(SampleChain.verified(bytes, Optional.of(LAST))));
            Head end = SampleChain.head(line(copy(), kept, false));
            assertTrue(SampleChain.verified(bytes, Optional.of(end)).isClean());
        }
    }

    @Test
    void duplicatedLine_isNamed() {
        for (int seq = 1; seq <= LINES; seq++) {
            List<List<String>> files = copy();
            List<String> file = files.get((seq - 1) / 4);
            file.add((seq - 1) % 4 + 1, file.get((seq - 1) % 4));

            assertEquals(
                    place(seq, 1) + "repeats entry " + seq,
                    all(SampleChain.verified(SampleChain.bytes(files))));
        }
    }

    @Test
    void lineCopiedToAnotherPlace_isNamed() {
        for (int seq = 2; seq <= LINES; seq++) {
            for (int behind = 2; behind <= LINES; behind++) {
                if (behind != seq && behind + 1 != seq) {
                    List<List<String>> files = copy();
                    String copied = line(files, seq, false);
                    files.get((behind - 1) / 4).add((behind - 1) % 4 + 1, copied);

                    String what = all(SampleChain.verified(SampleChain.bytes(files)));

                    assertTrue(what.contains(place(behind, 1)), what);
                    assertTrue(what.contains("entry " + seq) || seq > behind, what);
                }
            }
        }
    }

    @Test
    void swappedLines_areNamed() {
        for (int one = 1; one <= LINES; one++) {
            for (int other = one + 1; other <= LINES; other++) {
                List<List<String>> files = copy();
                String first = line(files, one, false);
                files.get((one - 1) / 4).set((one - 1) % 4, line(files, other, false));
                files.get((other - 1) / 4).set((other - 1) % 4, first);

                String what = all(SampleChain.verified(SampleChain.bytes(files)));

                // A chain whose oldest files are gone may begin with the first line of any file.
                boolean begins = one == 1 && other % 4 == 1;
                assertTrue(what.startsWith(begins ? place(2) : place(one)), what);
                assertTrue(what.contains(place(other)), what);
            }
        }
    }

    @Test
    void swappedAndMissingFiles_areNamed() {
        List<List<String>> files = copy();
        Collections.swap(files, 1, 2);
        String swapped = all(SampleChain.verified(SampleChain.bytes(files)));
        assertTrue(swapped.contains("00000002.jsonl:1: entries 5 to 8 are missing"), swapped);
        assertTrue(swapped.contains("00000003.jsonl:1: is entry 5 after entry 12"), swapped);

        files = copy();
        files.remove(1);
        assertEquals(
                "audit-00000002.jsonl:1: entries 5 to 8 are missing before it",
                all(SampleChain.verified(SampleChain.bytes(files))));

        files = copy();
        files.removeFirst();
        Report rest = SampleChain.verified(SampleChain.bytes(files));
        assertTrue(rest.isClean());
        assertEquals(5, rest.extent().first());
    }

    @Test
    void everyFlippedByte_isFoundInItsLine() {
        for (int file = 0; file < 3; file++) {
            byte[] good = SampleChain.bytes(GOOD).get(file);
            int line = 1;
            for (int at = 0; at < good.length; at++) {
                for (int bits : new int[] {0x01, 0x20, 0xFF}) {
                    byte[] flipped = good.clone();
                    flipped[at] ^= (byte) bits;
                    List<byte[]> files = new ArrayList<>(SampleChain.bytes(GOOD));
                    files.set(file, flipped);

                    Report report = SampleChain.verified(files);

                    String what = all(report);
                    assertFalse(report.isClean(), what);
                    String place = AuditFolder.name(file + 1L) + ":" + line + ": is ";
                    assertTrue(what.startsWith(place), file + "@" + at + "^" + bits + ": " + what);
                }
                line += good[at] == '\n' ? 1 : 0;
            }
        }
    }

    @Test
    void insertedByte_isFound() {
        for (int file = 0; file < 3; file++) {
            byte[] good = SampleChain.bytes(GOOD).get(file);
            for (int at = 0; at <= good.length; at++) {
                for (String inserted : new String[] {"\n", "x"}) {
                    String text = SampleChain.ascii(good);
                    List<byte[]> files = new ArrayList<>(SampleChain.bytes(GOOD));
                    files.set(
                            file,
                            (text.substring(0, at) + inserted + text.substring(at))
                                    .getBytes(StandardCharsets.ISO_8859_1));

                    assertFalse(SampleChain.verified(files).isClean(), file + "@" + at + inserted);
                }
            }
        }
    }

    /// Somebody who knows the format, but cannot change what stands behind.
    @Test
    void forgedLineWithItsOwnHash_isFoundAtTheNextLine() {
        for (int seq = 2; seq < LINES; seq++) {
            if (seq % 4 != 1) {
                List<List<String>> files = copy();
                Head before = SampleChain.head(line(files, seq - 1, false));
                Said said = new Said("signed", new Fields().whole("h", 99));
                String forged = SampleChain.text(Line.after(before, SampleChain.TIME, 7, said));
                List<String> file = files.get((seq - 1) / 4);

                file.set((seq - 1) % 4, forged);
                String replaced = all(SampleChain.verified(SampleChain.bytes(files)));
                assertEquals(
                        place(seq + 1)
                                + "does not follow entry "
                                + seq
                                + " as it stands here: that one was replaced",
                        replaced);

                file.set((seq - 1) % 4, line(copy(), seq, false));
                file.add((seq - 1) % 4, forged);
                String inserted = all(SampleChain.verified(SampleChain.bytes(files)));
                assertTrue(inserted.startsWith(place(seq, 1) + "is another entry " + seq));
            }
        }
    }

    @Test
    void chainBegunAnew_isFound() {
        List<byte[]> files = new ArrayList<>(SampleChain.bytes(GOOD));
        files.addAll(alone(ChainWords.file("another", "", "")));

        assertEquals(
                "audit-00000004.jsonl:1: begins a new chain: it does not go on from entry 12",
                all(SampleChain.verified(files)));
    }

    @Test
    void brokenFilesAndNewerVersions_areNamed() {
        Said broken = ChainWords.file("b", "a", "a is \"gone\"");
        assertTrue(all(SampleChain.verified(alone(broken))).contains("a break: a is \\\"gone"));
        Said newer = new Said("file", new Fields().whole("version", 2));
        assertTrue(all(SampleChain.verified(alone(newer))).contains("is of version 2"));
        assertTrue(all(SampleChain.verified(List.of(new byte[0]))).contains("is empty"));
        byte[] endless = "x".repeat(Line.BYTES_MAX + 1).getBytes(StandardCharsets.US_ASCII);
        assertTrue(all(SampleChain.verified(List.of(endless))).contains("is longer than any"));
    }

    @Test
    void manyFindings_areCounted() {
        byte[] noise = "x\n".repeat(1_000).getBytes(StandardCharsets.US_ASCII);

        Report report = SampleChain.verified(List.of(SampleChain.bytes(GOOD).get(0), noise, noise));

        assertFalse(report.isClean());
        assertEquals(Verification.FINDINGS_MAX, report.findings().size());
        assertEquals(2_000 - Verification.FINDINGS_MAX, report.further());
    }

    private static List<byte[]> alone(Said first) {
        Line.Written line = Line.after(Head.NONE, SampleChain.TIME, 7, first);
        return List.of(line.bytes().toArray());
    }

    private static List<List<String>> copy() {
        List<List<String>> files = new ArrayList<>();
        GOOD.forEach(lines -> files.add(new ArrayList<>(lines)));
        return files;
    }

    private static String line(List<List<String>> files, int seq, boolean remove) {
        List<String> file = files.get((seq - 1) / 4);
        int at = (seq - 1) % 4;
        return remove ? file.remove(at) : file.get(at);
    }

    private static String place(int seq) {
        return place(seq, 0);
    }

    private static String place(int seq, int lower) {
        return "%s:%d: ".formatted(AuditFolder.name((seq + 3) / 4), (seq - 1) % 4 + 1 + lower);
    }

    private static String all(Report report) {
        List<String> all = new ArrayList<>();
        report.findings().forEach(finding -> all.add(finding.toString()));
        report.notes().forEach(note -> all.add(note.toString()));
        return String.join("\n", all);
    }
}
