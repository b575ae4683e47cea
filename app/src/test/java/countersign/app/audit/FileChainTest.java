package countersign.app.audit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import countersign.app.audit.chain.AuditFolder;
import countersign.app.audit.chain.Head;
import countersign.app.audit.chain.Report;
import countersign.app.config.AuditSettings;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import java.util.List;
import java.util.OptionalInt;

@Timeout(120)
final class FileChainTest {
    private static final long LARGE = 1 << 20;

    @TempDir private Path home = Path.of("unset");

    private final Samples.Heard heard = new Samples.Heard();

    @Test
    void newAudit_isForItsOwnerOnlyAndBeginsAtOne() throws IOException {
        Samples.append(large(), heard, 1, 2);

        assertEquals("rwx------", PosixFilePermissions.toString(mode(audit())));
        assertEquals("rw-------", PosixFilePermissions.toString(mode(file(1))));
        List<String> lines = Samples.lines(audit());
        assertEquals(3, lines.size());
        assertTrue(lines.getFirst().startsWith("{\"seq\":1,\"prev\":\"" + "0".repeat(64)));
        String pid = ",\"pid\":" + ProcessHandle.current().pid();
        assertTrue(
                lines.get(1)
                        .contains(
                                ",\"time\":\"2026-01-02T03:04:05.678901Z\""
                                        + pid
                                        + ",\"event\":\"signed\",\"chain\":\"test-1\",\"address\":"
                                        + "\"tcp://node:26659\",\"type\":\"Precommit\","
                                        + "\"height\":1,\"round\":0,\"step\":2,\"block\":\""
                                        + "26C0A41F32".repeat(6)
                                        + "ABCD\",\"parts\":\""
                                        + "00".repeat(32)
                                        + "\",\"parts_total\":1,\"timestamp\":"
                                        + "\"1970-01-01T00:00:01.000000002Z\",\"took_us\":3000,"
                                        + "\"hash\":\""),
                lines.get(1));
        assertEquals("", Samples.said(Samples.verify(audit())));
        assertEquals(List.of(), heard.warnings());
    }

    @Test
    void restart_continuesTheChain() throws IOException {
        for (int start = 0; start < 5; start++) {
            Samples.append(large(), heard, start, start);
        }

        Report report = Samples.verify(audit());
        assertEquals("", Samples.said(report));
        assertEquals(6, report.extent().last().seq());
        assertEquals(1, report.extent().files());
    }

    /// Every limit from one line a file to all lines in one.
    @Test
    void rotation_carriesTheChainOnAtEveryLimit() throws IOException {
        for (long limit = 300; limit < 3_000; limit += 173) {
            Path directory = home.resolve("audit-" + limit);
            AuditSettings settings = Samples.settings(directory, limit);
            Samples.append(settings, heard, 1, 3);
            Samples.append(settings, heard, 4, 6);

            Report report = Samples.verify(directory);

            assertEquals("", Samples.said(report), "limit " + limit);
            assertEquals(6 + report.extent().files(), report.extent().entries());
            for (long number = 1; number <= report.extent().files(); number++) {
                Path file = new AuditFolder(directory).file(number);
                assertTrue(Files.size(file) <= limit || Files.readAllLines(file).size() == 2);
            }
        }
    }

    @Test
    void keep_dropsTheOldestAndSaysSoBefore() throws IOException {
        AuditSettings settings = new AuditSettings(audit(), 900, OptionalInt.of(3));
        Samples.append(settings, heard, 1, 20);

        Report report = Samples.verify(audit());

        assertEquals("", Samples.said(report));
        assertEquals(3, report.extent().files());
        assertTrue(report.extent().first() > 1);
        assertFalse(Files.exists(file(1)));
        assertTrue(String.join("", Samples.lines(audit())).contains("\"event\":\"dropped\""));
    }

    /// The writer dies after every byte of the last line; the next one goes on, dies in its own
    /// first line after any byte, and the one after that goes on too.
    @Test
    void tornEnd_isClosedOffAndNamed() throws IOException {
        Samples.append(large(), heard, 1, 2);
        byte[] whole = Files.readAllBytes(file(1));
        int last = new String(whole, StandardCharsets.US_ASCII).lastIndexOf("{\"seq\":3");
        for (int cut = last; cut < whole.length; cut++) {
            Files.write(file(1), Arrays.copyOf(whole, cut));
            boolean torn = cut > last && cut < whole.length - 1;
            String open = Samples.said(Samples.verify(audit()));
            String place = "note audit-00000001.jsonl:3: ";
            assertTrue(!torn || open.startsWith(place + "is torn: the writer died here, or"), open);

            Samples.append(large(), heard, 3, 3);

            String expected =
                    torn ? place + "is torn: the writer died here, and the next one went on" : "";
            assertEquals(expected, Samples.said(Samples.verify(audit())), "cut at " + cut);
            if (torn && cut % 64 == 0) {
                tearTheResumption(cut, expected);
            }
        }
        assertEquals(List.of(), heard.warnings());
    }

    private void tearTheResumption(int torn, String expected) throws IOException {
        byte[] resumed = Files.readAllBytes(file(1));
        int end = new String(resumed, StandardCharsets.US_ASCII).indexOf('\n', torn + 1);
        for (int cut = torn + 1; cut < end; cut += 11) {
            Files.write(file(1), Arrays.copyOf(resumed, cut));

            Samples.append(large(), heard, 4, 4);

            Report report = Samples.verify(audit());
            assertTrue(report.isClean(), Samples.said(report));
            assertTrue(Samples.said(report).startsWith(expected), Samples.said(report));
        }
    }

    @Test
    void zerosAfterAPowerCut_areTorn() throws IOException {
        Samples.append(large(), heard, 1, 1);
        Files.write(file(1), new byte[700], StandardOpenOption.APPEND);

        Samples.append(large(), heard, 2, 2);

        String said = Samples.said(Samples.verify(audit()));
        assertTrue(said.startsWith("note audit-00000001.jsonl:3: is torn"), said);
    }

    @Test
    void unusableFile_isLeftAloneAndTheChainBegunAnew() throws IOException {
        Samples.append(large(), heard, 1, 1);
        String good = Files.readString(file(1));
        List<String> unusable =
                List.of(
                        "",
                        "\n",
                        good + "x",
                        good + "\n",
                        good.replace("Precommit", "Prevote"),
                        good.replace("\"version\":1", "\"version\":2"),
                        good.substring(good.indexOf('\n') + 1),
                        good.substring(0, 50),
                        good + "x".repeat(100_000));
        for (String text : unusable) {
            Path directory = Files.createTempDirectory(home, "unusable");
            Path old = new AuditFolder(directory).file(1);
            Files.writeString(old, text);
            Samples.Heard told = new Samples.Heard();

            Samples.append(Samples.settings(directory, LARGE), told, 1, 1);
            Samples.append(Samples.settings(directory, LARGE), told, 2, 2);

            assertEquals(text, Files.readString(old));
            assertEquals(1, told.warnings().size(), told.warnings().toString());
            assertTrue(told.warnings().getFirst().contains("the audit is broken"));
            String said = Samples.said(Samples.verify(directory));
            String broken = "finding audit-00000002.jsonl:1: its writer found a break: audit-0000";
            assertTrue(said.contains(broken), said);
        }
    }

    @Test
    void whatIsNoRegularFile_isNeitherOpenedNorFollowed() throws IOException {
        Samples.append(large(), heard, 1, 1);
        Path elsewhere = Files.writeString(home.resolve("elsewhere"), "precious");
        Files.createSymbolicLink(file(2), elsewhere);
        Samples.append(large(), heard, 2, 2);
        Files.createDirectory(file(4));
        Samples.append(large(), heard, 3, 3);
        makePipe(file(6));
        Samples.append(large(), heard, 4, 4);

        assertEquals("precious", Files.readString(elsewhere));
        String said = Samples.said(Samples.verify(audit()));
        for (int number : new int[] {2, 4, 6}) {
            String what = "finding audit-0000000" + number + ".jsonl: is not a regular file";
            assertTrue(said.contains(what), said);
            assertTrue(Files.isRegularFile(file(number + 1)));
        }
    }

    @Test
    void fileThatChangesUnderneath_isNamedAndTheChainGoesOn() throws IOException {
        FileChain chain = new FileChain(large(), Samples.CLOCK, heard);
        Samples.append(chain, 1, 2);
        byte[] whole = Files.readAllBytes(file(1));

        Files.copy(file(1), home.resolve("copy"));
        Files.move(home.resolve("copy"), file(1), StandardCopyOption.REPLACE_EXISTING);
        Samples.append(chain, 3, 3);
        assertTrue(heard.warnings().getLast().contains("was replaced or deleted while in use"));

        Files.write(file(2), new byte[0]);
        Samples.append(chain, 4, 4);
        assertTrue(heard.warnings().getLast().contains("has no intact first line"));

        Files.write(file(3), Arrays.copyOf(Files.readAllBytes(file(3)), firstLine(file(3))));
        Samples.append(chain, 5, 5);
        assertTrue(heard.warnings().getLast().contains("no longer holds entry"));

        Files.delete(file(4));
        Samples.append(chain, 6, 6);
        assertEquals(4, heard.warnings().size());
        chain.close();

        String said = Samples.said(Samples.verify(audit()));
        assertTrue(said.contains("audit-00000002.jsonl: is empty"), said);
        assertTrue(said.contains("a break: audit-00000004.jsonl was replaced or deleted"), said);
        assertEquals(whole.length, Files.size(file(1)));
    }

    /// Whoever rewrites the end of the file makes it longer rather than shorter.
    @Test
    void endThatWasRewrittenLonger_isNamed() throws IOException {
        FileChain chain = new FileChain(large(), Samples.CLOCK, heard);
        Samples.append(chain, 1, 2);
        Path other = home.resolve("other");
        Samples.append(Samples.settings(other, LARGE), heard, 11, 15);

        Files.write(file(1), Files.readAllBytes(new AuditFolder(other).file(1)));
        Samples.append(chain, 3, 3);
        chain.close();

        assertTrue(heard.warnings().getLast().contains("no longer holds entry 3 of this process"));
        String said = Samples.said(Samples.verify(audit()));
        assertTrue(said.contains("its writer found a break"), said);
    }

    @Test
    void otherWriterRotatesOursAway_theChainGoesOnBehindIt() throws IOException {
        AuditSettings settings = new AuditSettings(audit(), 900, OptionalInt.of(2));
        FileChain ours = new FileChain(settings, Samples.CLOCK, heard);
        Samples.append(ours, 1, 2);
        Samples.append(settings, heard, 3, 20);
        assertFalse(Files.exists(file(1)));

        Samples.append(ours, 21, 22);
        ours.close();

        assertEquals("", Samples.said(Samples.verify(audit())));
        assertEquals(List.of(), heard.warnings());
    }

    @Test
    void deletedFolder_isMadeAgainAndTheChainGoesOn() throws IOException {
        FileChain chain = new FileChain(large(), Samples.CLOCK, heard);
        Samples.append(chain, 1, 2);
        Head before = chain.head();
        for (String name : new String[] {".lock", "audit-00000001.jsonl"}) {
            Files.delete(audit().resolve(name));
        }
        Files.delete(audit());

        Samples.append(chain, 3, 3);
        chain.close();

        Report report = Samples.verify(audit());
        assertEquals(before.seq() + 1, report.extent().first());
        assertTrue(Samples.said(report).contains("its writer found a break"));
    }

    @Test
    void folderThatCannotBe_keepsWhatIsPending() throws IOException {
        Files.writeString(audit(), "in the way");
        FileChain chain = new FileChain(large(), Samples.CLOCK, heard);
        Deque<Entry> pending = new ArrayDeque<>(List.of(Samples.entry(1)));

        assertThrows(IOException.class, () -> chain.append(pending));
        assertEquals(1, pending.size());

        Files.delete(audit());
        chain.append(pending);
        chain.close();
        assertEquals(2, Samples.lines(audit()).size());
    }

    private AuditSettings large() {
        return Samples.settings(audit(), LARGE);
    }

    private Path audit() {
        return home.resolve("audit");
    }

    private Path file(long number) {
        return new AuditFolder(audit()).file(number);
    }

    private static int firstLine(Path file) throws IOException {
        return Files.readString(file).indexOf('\n') + 1;
    }

    private static java.util.Set<java.nio.file.attribute.PosixFilePermission> mode(Path path)
            throws IOException {
        return Files.getPosixFilePermissions(path);
    }

    private static void makePipe(Path path) throws IOException {
        assertEquals(
                0,
                new ProcessBuilder("mkfifo", path.toString()).start().onExit().join().exitValue());
    }
}
