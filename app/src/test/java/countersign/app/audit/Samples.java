package countersign.app.audit;

import countersign.app.audit.chain.AuditFiles;
import countersign.app.audit.chain.Finding;
import countersign.app.audit.chain.Head;
import countersign.app.audit.chain.Report;
import countersign.app.config.AuditSettings;
import countersign.bytes.Bytes;
import countersign.consensus.BlockId;
import countersign.consensus.ChainId;
import countersign.consensus.Hrs;
import countersign.consensus.Step;
import countersign.consensus.Timestamp;
import countersign.consensus.Vote;
import countersign.event.Event;
import countersign.event.LinkName;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.CopyOnWriteArrayList;

/// What the tests of the audit write, and how they look at what became of it.
final class Samples {
    static final Instant TIME = Instant.parse("2026-01-02T03:04:05.678901Z");
    static final InstantSource CLOCK = InstantSource.fixed(TIME);
    static final ChainId CHAIN = new ChainId("test-1");
    static final LinkName LINK = new LinkName(CHAIN, "tcp://node:26659");

    private Samples() {}

    /// Collects notices.
    record Heard(List<String> warnings, List<Head> heads) implements Notices {
        Heard() {
            this(new CopyOnWriteArrayList<>(), new CopyOnWriteArrayList<>());
        }

        @Override
        public void warn(String what) {
            warnings.add(what);
        }

        @Override
        public void head(Head head) {
            heads.add(head);
        }
    }

    static Event signed(long height) {
        Vote vote =
                new Vote(
                        new Hrs(height, 0, Step.PRECOMMIT),
                        new BlockId(
                                Bytes.ofHex("26c0a41f32".repeat(6) + "abcd"),
                                1,
                                Bytes.ofHex("00".repeat(32))),
                        new Timestamp(1, 2));
        return new Event.Signed(LINK, vote, Duration.ofMillis(3));
    }

    static Entry entry(long height) {
        return new Entry(TIME, new Fact.Happened(signed(height)));
    }

    static AuditSettings settings(Path directory, long fileBytesMax) {
        return new AuditSettings(directory, fileBytesMax, OptionalInt.empty());
    }

    /// Appends entries of the heights `from` to `to` and leaves the files.
    static void append(AuditSettings settings, Notices notices, long from, long to)
            throws IOException {
        FileChain chain = new FileChain(settings, CLOCK, notices);
        append(chain, from, to);
        chain.close();
    }

    static void append(Chain chain, long from, long to) throws IOException {
        Deque<Entry> pending = new ArrayDeque<>();
        for (long height = from; height <= to; height++) {
            pending.add(entry(height));
        }
        chain.append(pending);
    }

    static Report verify(Path directory) throws IOException {
        return AuditFiles.of(List.of(directory)).verify(Optional.empty(), (_, _) -> {});
    }

    /// Findings and notes, one a line.
    static String said(Report report) {
        List<String> all = new ArrayList<>();
        for (Finding finding : report.findings()) {
            all.add("finding " + finding);
        }
        for (Finding note : report.notes()) {
            all.add("note " + note);
        }
        return String.join("\n", all);
    }

    /// Every line of every file.
    static List<String> lines(Path directory) throws IOException {
        List<String> lines = new ArrayList<>();
        for (Path file : AuditFiles.of(List.of(directory)).files()) {
            lines.addAll(Files.readAllLines(file));
        }
        return lines;
    }
}
