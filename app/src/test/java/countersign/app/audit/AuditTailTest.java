package countersign.app.audit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import countersign.app.audit.chain.AuditFolder;
import countersign.app.audit.chain.AuditTail;
import countersign.app.audit.chain.LineText;
import countersign.app.config.AuditSettings;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;

final class AuditTailTest {
    @TempDir private Path audit = Path.of("unset");

    @Test
    void lastLines_areThoseOfAllFiles() throws IOException {
        Samples.append(settings(), new Samples.Heard(), 1, 9);
        List<String> all = Samples.lines(audit);

        for (int count = 0; count <= all.size() + 1; count++) {
            int from = Math.max(0, all.size() - count);
            assertEquals(all.subList(from, all.size()), new AuditTail(audit).last(count));
        }
    }

    @Test
    void more_followsAcrossFilesAndShowsNothingTwice() throws IOException {
        AuditTail tail = new AuditTail(audit);
        List<String> seen = new ArrayList<>(tail.last(10));
        assertEquals(List.of(), tail.more());
        for (int height = 0; height < 12; height++) {
            Samples.append(settings(), new Samples.Heard(), height, height + height % 3);
            for (List<String> more = tail.more(); !more.isEmpty(); more = tail.more()) {
                seen.addAll(more);
            }
        }

        assertEquals(Samples.lines(audit), seen);
    }

    @Test
    void lineThatIsBeingWritten_isShownWhenItIsWhole() throws IOException {
        AuditTail tail = new AuditTail(audit);
        Path file = new AuditFolder(audit).file(1);
        Files.writeString(file, "first\nsec");
        assertEquals(List.of("first"), tail.last(10));
        assertEquals(List.of(), tail.more());
        Files.writeString(file, "ond\n", StandardOpenOption.APPEND);
        assertEquals(List.of("second"), tail.more());
    }

    @Test
    void whatIsNoLine_isShownAsSuchWithoutSteeringATerminal() {
        assertEquals("(torn or altered) ?[31m{?", LineText.words("\u001b[31m{\u2028"));
        assertTrue(LineText.words("x".repeat(9_000)).length() < 300);
    }

    private AuditSettings settings() {
        return Samples.settings(audit, 1_200);
    }
}
