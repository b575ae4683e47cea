package countersign.app.life;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import countersign.app.Cli;
import countersign.bytes.Bytes;
import countersign.consensus.ChainId;
import countersign.guard.StateFile;
import countersign.guard.StoreException;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/// The one command that takes a mark down.
final class LowerTest {
    private static final String SENTENCE = "lower test-1 from 100/0/2 to 90/0/2";
    private static final String[] LOWER = {
        "state", "lower", "test-1", "--height", "90", "--round", "0"
    };
    private static final String TMKMS_STATE =
            """
            {"height":"%d","round":"0","step":2,"block_id":null}\
            """;

    @TempDir private Path directory = Path.of("unset");
    private Cli cli = Cli.countersign(Path.of("/"));

    @BeforeEach
    void homeAtOneHundred() {
        cli = Homes.two(directory, 100, 20);
    }

    @Test
    void typedSentence_lowersAndIsTold() {
        cli.typing(SENTENCE)
                .run(LOWER)
                .endsWith(0)
                .complains("everything between 90/0/2 and 100/0/2 may be signed a second time")
                .complains("Type `" + SENTENCE + "` to do it:")
                .prints("[test-1] state lower: state of " + Cli.ADDRESS)
                .prints("changed from 100/0/2 to 90/0/2");

        assertAt("90/0/2");
        cli.run("state", "show").prints("other-2 275184F7").prints("20/0/2");
        cli.run("state", "verify").endsWith(0).prints("90/0/2, intact");
    }

    @Test
    void confirmedSentence_lowersWithoutATerminal() {
        cli.run(
                        "state",
                        "lower",
                        "test-1",
                        "--height",
                        "90",
                        "--confirm",
                        "lower test-1 from 100/0/2 to 90")
                .endsWith(0);
        cli.run("state", "show").prints("up to height 90, all rounds");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "yes",
                "lower",
                "lower test-1 from 100/0/2 to 90/0/1",
                "lower test-1 from 99/0/2 to 90/0/2",
                "lower other-2 from 100/0/2 to 90/0/2",
                "Lower test-1 from 100/0/2 to 90/0/2",
                "lower test-1 from 100/0/2 to 90/0/2 please"
            })
    void otherSentence_changesNothing(String typed) throws IOException {
        byte[] before = Files.readAllBytes(directory.resolve(cli.stateFile()));
        cli.typing(typed).run(LOWER).endsWith(1).complains("nothing was changed");
        cli.run("state", "lower", "test-1", "--height", "90", "--round", "0", "--confirm", typed)
                .endsWith(1)
                .complains("nothing was changed");
        assertAt("100/0/2");
        assertEquals(
                Bytes.of(before), Bytes.of(Files.readAllBytes(directory.resolve(cli.stateFile()))));
    }

    @Test
    void nobodyToAsk_refusesAndShowsTheSentence() {
        cli.run(LOWER)
                .endsWith(64)
                .complains("standard input is no terminal")
                .complains("add --confirm \"" + SENTENCE + "\"");
        assertAt("100/0/2");
    }

    @Test
    void whatIsNotBelow_isRefused() {
        for (String height : new String[] {"100", "101"}) {
            cli.run("state", "lower", "test-1", "--height", height, "--confirm", "x")
                    .endsWith(64)
                    .complains("the mark is at 100/0/2, not above " + height);
        }
        cli.run("state", "lower", "other", "--height", "1").endsWith(78).complains("chain other");
        cli.run("state", "lower", "test-1", "--height", "-1").endsWith(64).complains("negative");
        cli.run("state", "lower", "test-1", "--height", "1", "--key", "00")
                .endsWith(78)
                .complains("no key of chain test-1 has the address 00");
        assertAt("100/0/2");
    }

    /// tmkms' state is a floor at every start: left as it is, it would take the mark up again.
    @Test
    void tmkmsState_isLoweredWithTheMark() {
        cli.write("state/test-1.json", TMKMS_STATE.formatted(100));
        cli.typing(SENTENCE).run(LOWER).endsWith(0);

        assertTrue(
                cli.read("state/test-1.json")
                        .startsWith("{\"height\":\"90\",\"round\":\"0\",\"step\":2"),
                cli.read("state/test-1.json"));
        cli.run("start").endsWith(1);
        assertAt("90/0/2");
    }

    @Test
    void lowerTmkmsState_isLeftAlone() {
        cli.write("state/test-1.json", TMKMS_STATE.formatted(80));
        cli.typing(SENTENCE).run(LOWER).endsWith(0);
        assertEquals(TMKMS_STATE.formatted(80), cli.read("state/test-1.json"));
    }

    @Test
    void unreadableTmkmsState_changesNothing() {
        cli.write("state/test-1.json", "{");
        cli.typing(SENTENCE).run(LOWER).endsWith(78).complains("state/test-1.json");
        cli.write("state/test-1.json", TMKMS_STATE.formatted(7));
        assertAt("100/0/2");
    }

    @Test
    void stateOfARunningSigner_isNotLowered() throws StoreException {
        ChainId chain = new ChainId("test-1");
        try (StateFile _ = StateFile.open(directory.resolve(cli.stateFile()), chain, Homes.KEY)) {
            cli.typing(SENTENCE).run(LOWER).endsWith(1).complains("open already");
        }
        assertAt("100/0/2");
    }

    /// A floor for every key of a chain cannot be lowered for one of them.
    @Test
    void tmkmsStateOfSeveralKeys_isNotLowered() {
        cli.write(
                "tmkms.toml",
                cli.read("tmkms.toml")
                        .replace("other-2", "test-1")
                        .replaceFirst("(?s)\\[\\[chain.*?\\n\\n", "")
                        .replace("path", "name = \"x\"\npath")
                        .replaceFirst("name = \"x\"", "name = \"y\"")
                        .replaceFirst("reconnect", "key = \"y\"\nreconnect")
                        .replaceFirst("(?s)(.*)reconnect", "$1key = \"x\"\nreconnect")
                        .replaceFirst("(?s)(.*)nowhere/test-1", "$1nowhere/second"));
        cli.run("state", "init").endsWith(0);
        cli.write("state/test-1.json", TMKMS_STATE.formatted(100));
        cli.run("state", "lower", "test-1", "--height", "90", "--round", "0")
                .endsWith(64)
                .complains("chain test-1 has several keys");
        cli.run("state", "lower", "test-1", "--height", "90", "--key", Cli.ADDRESS)
                .endsWith(1)
                .complains("is a floor for every key of chain test-1");
        assertAt("100/0/2");
    }

    private void assertAt(String place) {
        cli.run("state", "show")
                .endsWith(0)
                .prints("test-1 " + Cli.ADDRESS + " nothing is signed up to h/r/s " + place);
    }
}
