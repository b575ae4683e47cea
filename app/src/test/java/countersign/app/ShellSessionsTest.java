package countersign.app;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import countersign.proof.Figures;
import countersign.proof.Proof;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// Every command as somebody types it: what it prints, what it complains of, how it ends and which
/// files there are then. To write that anew, run with `-Dcountersign.goldens=write` and read the
/// difference.
final class ShellSessionsTest {
    private static final Path SESSIONS = Path.of("src/test/resources/sessions");
    private static final int SESSIONS_MIN = 60;
    private static final Pattern COMMAND = Pattern.compile("(?m)^\\$ \\w+ ([a-z][a-z-]*)");
    private static final Set<String> WITHOUT_PEERS =
            Set.of(
                    "init",
                    "start",
                    "check",
                    "softsign",
                    "keygen",
                    "state",
                    "show-pubkey",
                    "show-address",
                    "show-node-id",
                    "version",
                    "help");

    @TempDir private Path directory = Path.of("unset");

    @Proof("K2")
    void everySession_goesAsItIsWritten(Figures figures) throws IOException {
        List<Path> sessions = sessions();
        int commands = 0;
        Set<String> verbs = new TreeSet<>();
        for (Path session : sessions) {
            String written = Files.readString(session);
            Path own = Files.createDirectory(directory.resolve("" + session.getFileName()));
            String played = ShellSession.play(written, own);
            if ("write".equals(System.getProperty("countersign.goldens"))) {
                Files.writeString(session, played);
            } else {
                assertEquals(written, played, session::toString);
            }
            verbs.addAll(
                    COMMAND.matcher(played)
                            .results()
                            .map((MatchResult match) -> match.group(1))
                            .collect(Collectors.toSet()));
            commands += (int) played.lines().filter(line -> line.startsWith("$ ")).count();
        }
        figures.found("sessions", sessions.size());
        figures.found("commands in them", commands);
        assertTrue(sessions.size() >= SESSIONS_MIN, sessions.size() + " sessions");
        assertTrue(verbs.containsAll(WITHOUT_PEERS), () -> "only " + verbs);
    }

    /// The test of the test.
    @Test
    void outputThatIsNotWritten_isFound() throws IOException {
        String wrong = "$ countersign version\n1> 0.0.0\n= 0\n";
        assertNotEquals(wrong, ShellSession.play(wrong, directory));
    }

    private static List<Path> sessions() throws IOException {
        try (Stream<Path> all = Files.list(SESSIONS)) {
            List<Path> sessions = all.sorted().toList();
            return sessions;
        }
    }
}
