package countersign.app.audit.chain;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// A chain in memory: files of lines without newlines, to be damaged and checked.
final class SampleChain {
    static final Instant TIME = Instant.parse("2026-01-02T03:04:05.678901Z");

    private SampleChain() {}

    /// Three files of four lines each, with sequence numbers 1 to 12.
    static List<List<String>> twelve() {
        List<List<String>> files = new ArrayList<>();
        Head head = Head.NONE;
        for (int file = 1; file <= 3; file++) {
            List<String> lines = new ArrayList<>();
            String previous = file == 1 ? "" : AuditFolder.name(file - 1);
            Said first = ChainWords.file(AuditFolder.name(file), previous, "");
            for (int line = 0; line < 4; line++) {
                long height = head.seq();
                Said said = line == 0 ? first : new Said("signed", new Fields().whole("h", height));
                Line.Written written = Line.after(head, TIME.plusSeconds(height), 7, said);
                head = written.head();
                lines.add(text(written));
            }
            files.add(lines);
        }
        return files;
    }

    static String text(Line.Written line) {
        return ascii(line.bytes().toArray()).stripTrailing();
    }

    static Head head(String line) {
        return Line.parse(line.getBytes(StandardCharsets.ISO_8859_1)).orElseThrow().head();
    }

    /// The files' bytes.
    static List<byte[]> bytes(List<List<String>> files) {
        return files.stream()
                .map(lines -> String.join("\n", lines) + (lines.isEmpty() ? "" : "\n"))
                .map(text -> text.getBytes(StandardCharsets.ISO_8859_1))
                .toList();
    }

    static Report verified(List<byte[]> files) {
        return verified(files, Optional.empty());
    }

    static Report verified(List<byte[]> files, Optional<Head> wanted) {
        Verification verification = new Verification(wanted);
        try {
            for (int i = 0; i < files.size(); i++) {
                verification.begin(AuditFolder.name(i + 1L));
                new LineFeed(verification).read(new ByteArrayInputStream(files.get(i)), _ -> {});
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return verification.finish();
    }

    static String ascii(byte[] bytes) {
        return new String(bytes, StandardCharsets.ISO_8859_1);
    }
}
