package countersign.app.audit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import countersign.app.audit.chain.Fields;
import countersign.app.audit.chain.Head;
import countersign.app.audit.chain.LineText;
import countersign.app.audit.chain.Report;
import countersign.app.config.AuditSettings;
import countersign.bytes.Bytes;
import countersign.bytes.SecretBytes;
import countersign.event.Event;

import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.json.JsonFactory;

import java.io.IOException;
import java.lang.reflect.RecordComponent;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CountDownLatch;

@Timeout(120)
final class AuditLogTest {
    private static final long LARGE = 1 << 20;

    @TempDir private Path home = Path.of("unset");

    private final Samples.Heard heard = new Samples.Heard();

    /// A disk that hangs until it is let go.
    private static final class HangingChain implements Chain {
        final CountDownLatch reached = new CountDownLatch(1);
        final CountDownLatch released = new CountDownLatch(1);
        private final Chain inner;

        HangingChain(Chain inner) {
            this.inner = inner;
        }

        @Override
        public void append(Deque<Entry> pending) throws IOException {
            reached.countDown();
            try {
                released.await();
            } catch (InterruptedException e) {
                throw new IOException(e);
            }
            inner.append(pending);
        }

        @Override
        public void force() throws IOException {
            inner.force();
        }

        @Override
        public Head head() {
            return inner.head();
        }

        @Override
        public void close() throws IOException {
            inner.close();
        }
    }

    @Test
    void startAndStop_frameWhatHappened() throws IOException {
        try (Audit audit = AuditLog.open(settings(), heard)) {
            audit.started("1.2.3");
            audit.emit(Samples.signed(1));
            audit.emit(new Event.Dialling(Samples.LINK, "id"));
        }

        List<String> lines = Samples.lines(audit());
        assertEquals(List.of("file", "started", "signed", "stopped"), events(lines));
        assertTrue(lines.get(1).contains("\"version\":\"1.2.3\""));
        assertEquals(4, heard.heads().getLast().seq());
        assertEquals(Samples.verify(audit()).extent().last(), heard.heads().getLast());
    }

    @Test
    void auditOfNothing_makesNoFile() {
        AuditLog.open(settings(), heard).close();

        assertFalse(Files.exists(audit()));
        assertEquals(List.of(), heard.warnings());
    }

    @Test
    void hangingDisk_delaysNobodyAndEveryLostEntryIsCounted() throws Exception {
        FileChain files = new FileChain(settings(), Samples.CLOCK, heard);
        HangingChain hanging = new HangingChain(files);
        try (AuditLog audit = new AuditLog(hanging, Samples.CLOCK, heard)) {
            audit.emit(Samples.signed(0));
            hanging.reached.await();
            for (int height = 1; height <= AuditLog.ENTRIES_MAX + 7; height++) {
                audit.emit(Samples.signed(height));
            }
            assertEquals(1, heard.warnings().size(), heard.warnings().toString());
            assertTrue(heard.warnings().getFirst().contains("loses entries"));
            hanging.released.countDown();
        }

        Report report = Samples.verify(audit());
        assertTrue(report.isClean(), Samples.said(report));
        assertEquals(7, report.lost());
        long signed = events(Samples.lines(audit())).stream().filter("signed"::equals).count();
        assertEquals(AuditLog.ENTRIES_MAX + 1, signed);
    }

    @Test
    void diskThatFails_isToldOnceAndNothingIsLost() throws Exception {
        Files.writeString(audit(), "in the way");
        CountDownLatch failed = new CountDownLatch(1);
        CountDownLatch written = new CountDownLatch(1);
        Notices notices =
                new Notices() {
                    @Override
                    public void warn(String what) {
                        heard.warn(what);
                        failed.countDown();
                    }

                    @Override
                    public void head(Head head) {
                        written.countDown();
                    }
                };
        try (Audit audit = AuditLog.open(settings(), notices)) {
            audit.emit(Samples.signed(1));
            failed.await();
            audit.emit(Samples.signed(2));
            Files.delete(audit());
            written.await();
        }

        assertEquals(List.of("file", "signed", "signed"), events(Samples.lines(audit())));
        assertEquals(2, heard.warnings().size(), heard.warnings().toString());
        assertTrue(heard.warnings().getFirst().contains("cannot be written"));
        assertTrue(heard.warnings().getLast().contains("is written again"));
    }

    @Test
    void endWithoutADisk_saysHowManyAreLost() throws IOException {
        Files.writeString(audit(), "in the way");
        try (Audit audit = AuditLog.open(settings(), heard)) {
            audit.emit(Samples.signed(1));
            audit.emit(Samples.signed(2));
        }

        assertTrue(heard.warnings().getLast().startsWith("2 audit entries are lost"));
    }

    @Test
    void fullDisk_losesNothingThatFitsLater() throws Exception {
        Path mount = Files.createDirectory(home.resolve("small"));
        boolean mounted =
                run("mount", "-t", "tmpfs", "-o", "size=64k,mode=700", "tmpfs", mount.toString());
        Assumptions.assumeTrue(mounted, "SKIPPED: only root can mount a disk that is full soon");
        try {
            Path directory = mount.resolve("audit");
            Path ballast = mount.resolve("ballast");
            Files.write(ballast, new byte[40 * 1024]);
            FileChain chain =
                    new FileChain(Samples.settings(directory, LARGE), Samples.CLOCK, heard);
            Deque<Entry> pending = new ArrayDeque<>();
            for (int height = 0; height < 60; height++) {
                pending.add(Samples.entry(height));
            }
            int failures = 0;
            while (!pending.isEmpty()) {
                try {
                    chain.append(pending);
                } catch (IOException full) {
                    failures++;
                    assertTrue(Samples.verify(directory).isClean());
                    Files.deleteIfExists(ballast);
                }
            }
            chain.close();

            assertTrue(failures > 0, "the disk was full once");
            assertEquals("", Samples.said(Samples.verify(directory)));
            List<String> lines = Samples.lines(directory);
            for (int height = 0; height < 60; height++) {
                String wanted = "\"height\":" + height + ",";
                assertEquals(1, lines.stream().filter(l -> l.contains(wanted)).count());
            }
        } finally {
            assertTrue(run("umount", mount.toString()));
        }
    }

    @Test
    void peersText_staysOneJsonStringOfPrintableAscii() throws IOException {
        String nasty = "\",\"event\":\"signed\"}\n{\"\\\u0000\u001b[31m\u2028\u2029\u202e\ud800é";
        String lengthy = "\u0007".repeat(9_000);
        try (Audit audit = AuditLog.open(settings(), heard)) {
            audit.emit(new Event.Refused(Samples.LINK, nasty, lengthy));
            audit.emit(new Event.RawBytesSigned(Samples.LINK, nasty, java.time.Duration.ZERO));
            audit.emit(new Event.PeerUnverified(Samples.LINK, nasty));
        }

        List<String> lines = Samples.lines(audit());
        assertEquals(
                List.of("file", "refused", "raw-bytes-signed", "peer-unverified"), events(lines));
        assertEquals("", Samples.said(Samples.verify(audit())));
        assertEquals(nasty, value(lines.get(1), "what"));
        assertEquals(nasty, value(lines.get(2), "unique_id"));
        String why = value(lines.get(1), "why");
        assertEquals(Fields.TEXT_CHARS_MAX, why.length());
        assertTrue(why.endsWith("…"));
        for (String line : lines) {
            assertTrue(line.matches("[ -~]+"), line);
            assertTrue(LineText.words(line).matches("[ -~]+"), line);
        }
    }

    @Test
    void nodeThatStaysDown_hasOneLineForEachReason() throws IOException {
        try (Audit audit = AuditLog.open(settings(), heard)) {
            for (int i = 0; i < 100; i++) {
                audit.emit(new Event.Disconnected(Samples.LINK, "down", ""));
                audit.emit(new Event.Disconnected(Samples.LINK, "reason " + i, ""));
            }
            audit.emit(new Event.Connected(Samples.LINK));
            audit.emit(new Event.Disconnected(Samples.LINK, "down", ""));
        }

        List<String> events = events(Samples.lines(audit()));
        assertEquals(
                Thinning.REASONS_MAX + 1, events.stream().filter("disconnected"::equals).count());
    }

    /// A line can only be made of what these types can hold.
    @Test
    void noEvent_canHoldASecret() {
        Set<Class<?>> seen = new HashSet<>();
        Deque<Class<?>> open = new ArrayDeque<>(List.of(Fact.class));
        while (!open.isEmpty()) {
            Class<?> type = open.pop();
            if (!seen.add(type)) {
                continue;
            }
            assertFalse(type == SecretBytes.class || type.isArray() || type == Object.class);
            boolean plain =
                    type.isPrimitive()
                            || type.isEnum()
                            || type == Bytes.class
                            || type.getName().startsWith("java.");
            assertTrue(plain || type.isRecord() || type.isSealed(), type + " may hold anything");
            if (type.isSealed()) {
                open.addAll(List.of(type.getPermittedSubclasses()));
            }
            if (type.isRecord()) {
                for (RecordComponent component : type.getRecordComponents()) {
                    open.add(component.getType());
                }
            }
        }
        assertTrue(seen.contains(Event.Signed.class), "the events were looked at");
    }

    private static boolean run(String... command) throws IOException {
        return new ProcessBuilder(command).start().onExit().join().exitValue() == 0;
    }

    private static List<String> events(List<String> lines) {
        return lines.stream().map(line -> value(line, "event")).toList();
    }

    /// As a JSON library reads it.
    private static String value(String line, String name) {
        byte[] bytes = line.getBytes(StandardCharsets.UTF_8);
        String found = "";
        try (JsonParser parser = new JsonFactory().createParser(ObjectReadContext.empty(), bytes)) {
            while (parser.nextToken() != null) {
                if (parser.currentToken() == JsonToken.PROPERTY_NAME
                        && name.equals(parser.currentName())) {
                    parser.nextToken();
                    found = parser.getString();
                }
            }
        }
        return found;
    }

    private AuditSettings settings() {
        return Samples.settings(audit(), LARGE);
    }

    private Path audit() {
        return home.resolve("audit");
    }
}
