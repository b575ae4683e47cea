package countersign.fuzz;

import countersign.app.audit.chain.AuditFolder;
import countersign.app.audit.chain.ChainWords;
import countersign.app.audit.chain.Fields;
import countersign.app.audit.chain.Finding;
import countersign.app.audit.chain.Head;
import countersign.app.audit.chain.Line;
import countersign.app.audit.chain.LineFeed;
import countersign.app.audit.chain.LineText;
import countersign.app.audit.chain.Report;
import countersign.app.audit.chain.Said;
import countersign.app.audit.chain.Verification;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/// A file of an audit: whatever it holds is checked to its end, and one that passes and still has
/// the head of the good file is the good file.
public final class AuditFuzz implements FuzzTarget {
    private static final int LINES = 6;

    private final byte[] good;
    private final Head head;

    public AuditFuzz() {
        ByteArrayOutputStream file = new ByteArrayOutputStream();
        Head last = Head.NONE;
        for (int i = 0; i < LINES; i++) {
            Said said =
                    i == 0
                            ? ChainWords.file(AuditFolder.name(1), "", "")
                            : new Said("refused", new Fields().whole("n", i).text("why", "\"é"));
            Line.Written line = Line.after(last, Instant.ofEpochSecond(i), 1, said);
            file.writeBytes(line.bytes().toArray());
            last = line.head();
        }
        good = file.toByteArray();
        head = last;
    }

    public static void fuzzerTestOneInput(byte[] input) {
        new AuditFuzz().fuzz(input);
    }

    @Override
    public void fuzz(byte[] input) {
        Report report = verified(input);
        for (Finding finding : report.findings()) {
            FuzzTarget.require(!finding.what().isEmpty(), "a finding says what is wrong");
        }
        boolean passes =
                report.isClean() && report.notes().isEmpty() && report.extent().last().equals(head);
        FuzzTarget.require(
                !passes || Arrays.equals(input, good),
                "whatever passes with the good head is the good file");
        String words = LineText.words(new String(input, StandardCharsets.ISO_8859_1));
        FuzzTarget.require(words.matches("[ -~]*"), "nothing steers a terminal");
    }

    @Override
    public List<byte[]> seeds() {
        String text = new String(good, StandardCharsets.ISO_8859_1);
        int second = text.indexOf('\n') + 1;
        return List.of(
                good,
                new byte[0],
                Arrays.copyOf(good, second),
                Arrays.copyOf(good, second + 100),
                text.substring(second).getBytes(StandardCharsets.ISO_8859_1));
    }

    private static Report verified(byte[] input) {
        Verification verification = new Verification(Optional.empty());
        verification.begin("file");
        try {
            new LineFeed(verification).read(new ByteArrayInputStream(input), _ -> {});
        } catch (IOException e) {
            throw new AssertionError("memory does not fail", e);
        }
        return verification.finish();
    }
}
