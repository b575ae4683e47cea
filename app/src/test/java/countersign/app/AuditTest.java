package countersign.app;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

final class AuditTest {
    private static final String FILE = "audit/audit-00000001.jsonl";

    @TempDir Path directory;

    private Cli cli = Cli.countersign(Path.of("/"));
    private Cli tmkms = Cli.tmkms(Path.of("/"));

    @BeforeEach
    void home() {
        cli = Cli.countersign(directory);
        tmkms = Cli.tmkms(directory);
        cli.writeHome();
        cli.write("tmkms.toml", cli.read("tmkms.toml") + "\n[audit]\n");
    }

    @Test
    void everyCommandThatChangesAState_isRecorded() {
        cli.run("state", "init").endsWith(0);
        cli.run("state", "init").endsWith(0);
        cli.run("state", "raise", "test-1", "--height", "7").endsWith(0);
        cli.run("state", "raise", "test-1", "--height", "5").endsWith(0);
        cli.run("state", "init", "--height", "9").endsWith(0);

        String[] lines = cli.read(FILE).split("\n");
        assertEquals(4, lines.length, "what changed nothing is not recorded");
        assertTrue(
                lines[1].contains(
                        "\"event\":\"state-changed\",\"chain\":\"test-1\",\"validator\":\""
                                + Cli.ADDRESS
                                + "\",\"command\":\"state init\",\"before\":\"\","
                                + "\"after\":\"nothing signed\""),
                lines[1]);
        assertTrue(lines[2].contains("\"state raise\",\"before\":\"nothing signed\""));
        assertTrue(lines[3].contains("\"before\":\"7\",\"after\":\"9\""));
        cli.run("audit", "verify").endsWith(0).prints("4 entries in 1 files");
    }

    @Test
    void start_recordsItsBeginningItsKeysAndItsEnd() {
        cli.run("state", "init").endsWith(0);
        String log = cli.run("start").endsWith(1).out();

        String words = cli.run("audit", "tail").endsWith(0).out();
        for (String event :
                List.of(
                        " #3 started: version 0.1.0",
                        " #4 key loaded: chain test-1, provider softsign, key type ",
                        " #5 disconnected: chain test-1, address unix://",
                        " #6 link stopped: ",
                        " #7 stopped")) {
            assertTrue(words.contains(event), words);
        }
        String head = cli.run("audit", "verify").endsWith(0).out();
        String last = head.substring(head.lastIndexOf("head ")).strip();
        assertTrue(log.contains("INFO countersign::audit: audit " + last), log);
    }

    @Test
    void withoutItsTable_nothingIsRecordedUnderEitherName() {
        cli.writeHome();
        cli.run("state", "init").endsWith(0);
        cli.run("start").endsWith(1);
        String log = tmkms.run("start").endsWith(1).out();

        assertFalse(cli.has("audit"));
        assertFalse(log.contains("audit"), log);
        cli.run("audit", "verify").endsWith(78).complains("has no [audit]");
    }

    @Test
    void init_turnsItOnButNotForTmkms() {
        cli.run("init", "own").endsWith(0);
        tmkms.run("init", "theirs").endsWith(0);

        assertTrue(cli.read("own/tmkms.toml").contains("[audit]"));
        assertFalse(cli.read("theirs/tmkms.toml").contains("audit"));
        cli.run("audit", "tail", "-c", "own/tmkms.toml").endsWith(0).prints("command init, ");
    }

    @Test
    void brokenAudit_isNamedAndStopsNoSigner() throws IOException {
        cli.run("state", "init").endsWith(0);
        String text = cli.read(FILE).replace("state init", "state show");
        cli.write(FILE, text);

        cli.run("audit", "verify")
                .endsWith(1)
                .complains("error: audit-00000001.jsonl:2: is altered")
                .complains("docs/audit.md")
                .prints("not intact");
        cli.run("start").endsWith(1).prints("WARN countersign::audit: the audit is broken: ");
        assertEquals(text, cli.read(FILE));
        assertTrue(Files.isRegularFile(directory.resolve("audit/audit-00000002.jsonl")));
    }

    @Test
    void auditThatCannotBeWritten_isAWarningOnly() {
        cli.write("audit", "in the way");

        cli.run("state", "init")
                .endsWith(0)
                .complains("warning: the audit cannot be written")
                .complains("1 audit entries are lost");
        assertTrue(cli.has(cli.stateFile()));
    }

    @Test
    void head_isDemandedAndMissed() {
        cli.run("state", "init").endsWith(0);
        String out = cli.run("audit", "verify").endsWith(0).out();
        String head = out.substring(out.lastIndexOf("head ") + 5).strip();

        cli.run("audit", "verify", "--head", head).endsWith(0);
        cli.run("audit", "verify", "audit").endsWith(0);
        cli.run("audit", "verify", "--head", head, FILE).endsWith(0);
        cli.run("audit", "verify", "--head", "3" + head.substring(1))
                .endsWith(1)
                .complains("is not there");
        cli.run("audit", "verify", "--head", "2").endsWith(64).complains("SEQ:HASH");
        cli.run("audit", "verify", "nowhere").endsWith(1).complains("there is no audit at");
        cli.run("audit", "verify", "state").endsWith(1).complains("no file of an audit");
    }

    @Test
    void tail_showsAsManyAsAskedFor() {
        cli.run("state", "init").endsWith(0);
        cli.run("state", "raise", "test-1", "--height", "7").endsWith(0);
        List<String> lines = cli.read(FILE).lines().toList();

        assertEquals(
                lines.subList(1, 3),
                cli.run("audit", "tail", "-n2", "--json").out().lines().toList());
        assertEquals("", cli.run("audit", "tail", "-n", "0").endsWith(0).out());
        assertEquals(3, cli.run("audit", "tail", "audit").endsWith(0).out().lines().count());
        cli.run("audit", "tail", "-n", "1001").endsWith(64).complains("between 0 and 1000");
    }
}
