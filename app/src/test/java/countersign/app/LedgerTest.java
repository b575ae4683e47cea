package countersign.app;

import static org.junit.jupiter.api.Assertions.assertEquals;

import countersign.bytes.Bytes;
import countersign.consensus.BlockId;
import countersign.consensus.ChainId;
import countersign.consensus.Hrs;
import countersign.consensus.Proposal;
import countersign.consensus.SignBytes;
import countersign.consensus.Step;
import countersign.consensus.Timestamp;
import countersign.harness.ledgerapp.DeviceKey;
import countersign.harness.ledgerapp.LedgerApp;
import countersign.harness.ledgerapp.Person;
import countersign.harness.ledgerapp.Screen;
import countersign.harness.ledgerapp.SpeculosServer;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/// The program with a key in a played Ledger.
final class LedgerTest {
    private final LedgerApp app = new LedgerApp(DeviceKey.random(), Person.ACCEPTS);

    @TempDir private Path directory;
    private Cli cli = Cli.countersign(Path.of("/"));
    private SpeculosServer speculos = server();

    @BeforeEach
    void home() throws IOException {
        cli = Cli.countersign(directory);
        Files.createDirectory(directory.resolve("state"));
        cli.write(
                "tmkms.toml",
                """
                [[chain]]
                id = "cosmoshub-4"
                state_file = "state/cosmoshub-4.json"

                [[providers.ledgertm]]
                chain_ids = ["cosmoshub-4"]
                device = "tcp://127.0.0.1:%d"

                [[validator]]
                chain_id = "cosmoshub-4"
                addr = "unix://%s/node.sock"
                reconnect = false
                """
                        .formatted(speculos.address().getPort(), directory));
        cli.run("state", "init").endsWith(0);
    }

    @AfterEach
    void stop() throws IOException {
        speculos.close();
    }

    @Test
    void init_signsAProposalOfNoBlockAndRaisesTheMark() {
        cli.run("ledger", "init", "-H", "10", "-r", "2")
                .endsWith(0)
                .prints("confirm height and round at the Ledger")
                .prints("ledger init: state of")
                .prints("Successfully called the init command with height 10, and round 2");

        assertEquals(List.of(proposal(10, 2)), app.signed());
        cli.run("state", "show").endsWith(0).prints("10/2/0");
        cli.run("ledger", "init", "-H", "10", "-r", "3").endsWith(0);
        cli.run("ledger", "initialise", "--height", "11").endsWith(0);
        assertEquals(proposal(11, 0), app.signed().getLast());
    }

    /// Law 1: what the guard refuses the device never sees.
    @Test
    void initBelowTheMark_isRefusedBeforeTheDeviceIsAsked() {
        cli.run("state", "raise", "cosmoshub-4", "--height", "20").endsWith(0);
        cli.run("ledger", "init", "-H", "20")
                .endsWith(1)
                .complains(
                        "nothing may be signed at 20/0/0, the mark of chain cosmoshub-4 is at 20")
                .complains("name a height above the mark");
        assertEquals(List.of(), app.signed());
    }

    @Test
    void rejectedInit_failsAndLeavesTheMarkWhereItIs() {
        app.person(Person.REJECTS);
        cli.run("ledger", "init", "-H", "10").endsWith(1).complains("rejected");
        cli.run("state", "show").endsWith(0).prints("10/0/0");

        app.person(Person.ACCEPTS);
        cli.run("ledger", "init", "-H", "10").endsWith(0);
    }

    @Test
    void impossiblePlace_isAWrongCommandLine() {
        cli.run("ledger", "init").endsWith(64);
        cli.run("ledger", "init", "-H", "0").endsWith(64).complains("a height is 1 or more");
        cli.run("ledger", "init", "-H", "1", "-r", "-1").endsWith(64);
    }

    @Test
    void initWithoutALedger_saysWhatIsMissing() {
        cli.writeHome();
        cli.run("state", "init").endsWith(0);
        cli.run("ledger", "init", "-H", "1")
                .endsWith(78)
                .complains("no [[validator]] is served with the key of a Ledger");
    }

    @Test
    void start_tellsWhatTheLedgerCannotSignOnThisChain() {
        cli.run("start")
                .endsWith(1)
                .prints("[keyring:ledgertm] added consensus Ed25519 key: ")
                .prints(
                        "WARN countersign::keyring: [keyring:ledgertm] [cosmoshub-4] signs no"
                                + " proposals of a new block in later rounds: with this chain id"
                                + " they have 133 to 135 bytes, and it takes 128")
                .prints("signs nothing above round 127")
                .prints("signs no vote extensions and no raw bytes")
                .prints("its first signature waits for a person at the device");
    }

    @Test
    void deviceThatIsNotReady_endsTheStart() throws IOException {
        app.show(Screen.DASHBOARD);
        cli.run("start").endsWith(78).complains("[[providers.ledgertm]]: Speculos at 127.0.0.1");
        cli.run("start").complains("has another app open, or none");
        app.show(Screen.LOCKED);
        cli.run("start").endsWith(78).complains("is locked");
        speculos.close();
        cli.run("start").endsWith(78).complains("cannot be reached");
    }

    private SpeculosServer server() {
        try {
            return SpeculosServer.start(app);
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    private static Bytes proposal(long height, int round) {
        Proposal proposal =
                new Proposal(
                        new Hrs(height, round, Step.PROPOSE), -1, BlockId.NIL, new Timestamp(0, 0));
        return SignBytes.of(proposal, new ChainId("cosmoshub-4"));
    }
}
