package countersign.app;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import countersign.proof.Proof;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

final class StateTest {
    private static final String TMKMS_STATE =
            """
            {"height":"347290","round":"1","step":1,"block_id":{"hash":"","parts":{"total":0,\
            "hash":""}}}\
            """;

    @TempDir Path directory;

    private Cli cli = Cli.countersign(Path.of("/"));
    private Cli tmkms = Cli.tmkms(Path.of("/"));

    @BeforeEach
    void home() throws IOException {
        cli = Cli.countersign(directory);
        tmkms = Cli.tmkms(directory);
        cli.writeHome();
        Files.createDirectory(directory.resolve("state"));
    }

    @Proof("D1")
    void startWithoutState_refusesAndMakesNone() {
        cli.run("start").endsWith(1).complains(cli.stateFile()).complains("state init");
        cli.run("check").endsWith(1).complains("state init");

        assertFalse(cli.has(cli.stateFile()));
    }

    @Test
    void startWithState_dialsAndKeepsMirror() {
        cli.run("state", "init").endsWith(0).prints("Generated state");

        cli.run("start")
                .endsWith(1)
                .prints("[keyring:softsign] added consensus Ed25519 key: CBA8CEC72988A6CD")
                .prints("ERROR countersign::client: [test-1@unix://")
                .prints("Shutdown completed successfully");

        assertEquals(
                "{\"height\":\"0\",\"round\":\"0\",\"step\":0,\"block_id\":{\"hash\":\"\","
                        + "\"parts\":{\"total\":0,\"hash\":\"\"}}}",
                cli.read("state/test-1.json"));
    }

    @Test
    void startAsTmkms_makesStateOnceAndThenMissesIt() throws IOException {
        tmkms.run("start")
                .endsWith(1)
                .complains("warning: made a new state for chain test-1")
                .prints("INFO tmkms::commands::start: tmkms 0.1.0 starting up...");
        assertTrue(tmkms.has(tmkms.stateFile()));
        assertEquals("test-1 " + Cli.ADDRESS + "\n", tmkms.read(".served"));

        Files.delete(directory.resolve(tmkms.stateFile()));
        Files.delete(directory.resolve("state/test-1.json"));

        tmkms.run("start").endsWith(1).complains("is lost: this home has served it before");
        assertFalse(tmkms.has(tmkms.stateFile()));
    }

    @Test
    void stateMadeUnderTheOwnName_isMissedAsTmkmsToo() throws IOException {
        cli.run("state", "init").endsWith(0);
        cli.run("start").endsWith(1);
        Files.delete(directory.resolve(cli.stateFile()));

        tmkms.run("start").endsWith(1).complains("is lost");
    }

    /// Whoever cannot look at tmkms' state must not take it for none.
    @Test
    void floorThatLeadsNowhere_isNotTakenForNone() throws IOException {
        Files.createSymbolicLink(
                directory.resolve("state/test-1.json"), directory.resolve("unmounted/state.json"));

        cli.run("state", "init").endsWith(78).complains("state/test-1.json");
        assertFalse(cli.has(cli.stateFile()));
    }

    @Proof("D1")
    void lostState_isMadeAnewOnlyAboveANamedHeight() throws IOException {
        cli.run("state", "init").endsWith(0);
        cli.run("start").endsWith(1);
        Files.delete(directory.resolve(cli.stateFile()));

        cli.run("state", "init").endsWith(1).complains("is lost").complains("--height");
        assertFalse(cli.has(cli.stateFile()));

        cli.write("old.json", "{\"height\":\"7\",\"round\":0,\"step\":3}");
        cli.run("state", "init", "--from", "old.json").endsWith(1).complains("is lost");
        cli.run("state", "init", "--height", "0").endsWith(64).complains("below 1");
        assertFalse(cli.has(cli.stateFile()));

        cli.run("state", "init", "--height", "41").endsWith(0);
        cli.run("state", "show").endsWith(0).prints("41");
    }

    @Test
    void noteThatCannotBeWritten_allowsNoNewStateButServesAnOldOne() throws IOException {
        Files.createDirectory(directory.resolve(".served"));

        tmkms.run("start").endsWith(1).complains("error: cannot read the note of served chains");
        assertFalse(tmkms.has(tmkms.stateFile()));

        cli.run("state", "init").endsWith(1).complains("cannot read the note of served chains");
        cli.run("state", "init", "--height", "7").endsWith(0);
        cli.run("start").endsWith(1).complains("warning: cannot").prints("Shutdown completed");
    }

    @Test
    void stateThatCannotBeMade_isNotTakenForLostLater() throws IOException {
        Files.delete(directory.resolve("state"));
        cli.write("state", "in the way");
        tmkms.run("start").endsWith(1).complains("cannot make the folder of the state");
        Files.delete(directory.resolve("state"));

        tmkms.run("start").endsWith(1).complains("made a new state");
    }

    @Test
    void tmkmsState_isTheFloor() {
        cli.write("state/test-1.json", TMKMS_STATE);
        cli.run("state", "init").endsWith(0);
        cli.run("state", "show").endsWith(0).prints("nothing is signed up to h/r/s 347290/1/1");

        cli.write("state/test-1.json", TMKMS_STATE.replace("347290", "347299"));
        cli.run("start").endsWith(1);

        cli.run("state", "show")
                .endsWith(0)
                .prints("test-1 " + Cli.ADDRESS + " nothing is signed up to h/r/s 347299/1/1");
        cli.run("state", "show", "--json")
                .endsWith(0)
                .prints("\"mark\":\"burnt\",\"height\":347299,\"round\":1,\"step\":1}");
    }

    @Test
    void lowerTmkmsState_changesNothingAndIsBroughtUpToDate() {
        cli.write("state/test-1.json", TMKMS_STATE);
        cli.run("state", "init").endsWith(0);
        cli.write("state/test-1.json", TMKMS_STATE.replace("347290", "5"));

        cli.run("start").endsWith(1);

        cli.run("state", "show").prints("up to h/r/s 347290/1/1");
        String nobodys =
                "{\"hash\":\"%1$s\",\"parts\":{\"total\":1,\"hash\":\"%1$s\"}}"
                        .formatted("00".repeat(32));
        assertEquals(
                TMKMS_STATE.replaceFirst("\"block_id\":.*", "\"block_id\":" + nobodys + "}"),
                cli.read("state/test-1.json"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "{",
                "[]",
                "{}",
                "{\"height\":\"1\",\"round\":\"0\"}",
                "{\"height\":\"x\",\"round\":\"0\",\"step\":0,\"block_id\":null}",
                "{\"height\":\"-1\",\"round\":\"0\",\"step\":0,\"block_id\":null}",
                "{\"height\":\"9\",\"height\":\"1\",\"round\":\"0\",\"step\":0,\"block_id\":null}",
                "{\"height\":\"57\",\"round\":0,\"step\":3}"
            })
    void unreadableTmkmsState_refusesAndStays(String text) {
        cli.run("state", "init").endsWith(0);
        cli.write("state/test-1.json", text);

        cli.run("start").endsWith(78).complains("state/test-1.json");
        tmkms.run("start").endsWith(1).complains("state/test-1.json");
        cli.run("check").endsWith(78);

        assertEquals(text, cli.read("state/test-1.json"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "not a state"})
    void damagedState_refusesAndStays(String text) {
        cli.write(cli.stateFile(), text);

        cli.run("start").endsWith(1).complains(cli.stateFile());
        tmkms.run("start").endsWith(1).complains(cli.stateFile());
        cli.run("state", "show").endsWith(1).complains(cli.stateFile());

        assertEquals(text, cli.read(cli.stateFile()));
    }

    @Test
    void stateOfAnotherKey_isRefused() throws IOException {
        cli.run("state", "init").endsWith(0);
        cli.write("secrets/consensus.key", Cli.IMPORTED_KEY_FILE);
        Files.move(
                directory.resolve(cli.stateFile()),
                directory.resolve("state/test-1-275184F7F3BB2D1EB56FB91F0DC9E0FE6FB64097.state"));

        cli.run("start").endsWith(1).complains("275184F7F3BB2D1EB56FB91F0DC9E0FE6FB64097.state");
        cli.run("check").endsWith(1).complains("is not that of");
    }

    @Test
    void initTwice_keepsAndOnlyRaises() {
        cli.run("state", "init").endsWith(0);
        cli.write("priv_validator_state.json", "{\"height\":\"80\",\"round\":0,\"step\":2}");

        cli.run("state", "init").endsWith(0).prints("Kept state");
        cli.run("state", "init", "--from", "priv_validator_state.json")
                .endsWith(0)
                .prints("Raised");

        cli.run("state", "show").prints("up to h/r/s 80/0/1");
    }

    @Test
    void raise_onlyEverGoesUp() {
        cli.run("state", "init").endsWith(0);

        cli.run("state", "raise", "test-1", "--height", "10", "--round", "2", "--step", "prevote")
                .endsWith(0)
                .prints("up to h/r/s 10/2/1");
        cli.run("state", "raise", "test-1", "--height", "9").endsWith(0).prints("10/2/1");
        cli.run("state", "raise", "test-1", "--height", "10")
                .endsWith(0)
                .prints("up to height 10, all rounds");
    }

    @Test
    void raiseOfNonsense_isRefused() {
        cli.run("state", "init").endsWith(0);

        cli.run("state", "raise", "other-1", "--height", "1").endsWith(78).complains("other-1");
        cli.run("state", "raise", "test-1").endsWith(64).complains("--height");
        cli.run("state", "raise", "test-1", "--height", "-1").endsWith(64).complains("negative");
        cli.run("state", "raise", "test-1", "--height", "1", "--step", "commit")
                .endsWith(64)
                .complains("unknown step: commit");
    }
}
