package countersign.acceptance.tx;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import countersign.acceptance.Child;
import countersign.acceptance.node.Ports;
import countersign.acceptance.tx.HttpService.Answer;
import countersign.proof.Figures;
import countersign.proof.Proof;

import org.junit.jupiter.api.io.CleanupMode;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;

/// One process votes for a validator and signs transactions. Its service never answers; the
/// validator does not notice.
final class HangingServiceIT {
    private static final int STOPS_MAX = 20;
    private static final Duration START_MAX = Duration.ofMinutes(1);

    @Proof("T5")
    void serviceHangs_everyBlockSigned(
            Figures figures, @TempDir(cleanup = CleanupMode.ON_SUCCESS) Path folder)
            throws IOException {
        int blocks = figures.size("blocks", 30, 3_000);
        try (SimappAccount account = SimappAccount.start(Simapp.Version.SDK_050, folder);
                HttpService service = HttpService.start(_ -> never())) {
            RealChain chain = account.chain();
            account.configure(service, "direct");
            String address = "tcp://127.0.0.1:" + Ports.free();
            stopBetweenHeights(chain);
            takeKey(account, address);
            try (Child signer = account.home().start()) {
                signer.awaitWords("added consensus", START_MAX);
                chain.configure("", "priv_validator_laddr", address);
                chain.launch();
                service.awaitMore(1, signer);
                chain.awaitBlocks(blocks);
                figures.found("rounds lost", chain.roundsLost(blocks));
                assertEquals(0, chain.roundsLost(blocks), signer::tail);
                assertEquals(0, account.sequence(), "transactions of the account");
            }
        }
    }

    /// The state that moves with the key allows nothing again that it does not hold the content of.
    /// Where it ends with a proposal or prevote, a chain of one validator would wait for that for
    /// ever.
    private static void stopBetweenHeights(RealChain chain) throws IOException {
        chain.stop();
        for (int stops = 1; !Files.readString(state(chain)).contains("\"step\": 3"); stops++) {
            assertTrue(stops < STOPS_MAX, "it never ends with a precommit");
            chain.start();
            chain.stop();
        }
    }

    private static Path state(RealChain chain) {
        return chain.program().home().resolve("data/priv_validator_state.json");
    }

    /// Moves the validator's key from the node to the home, whose state begins where the node's
    /// ends.
    private static void takeKey(SimappAccount account, String address) throws IOException {
        TxSignerHome home = account.home();
        Path node = account.chain().program().home();
        Path json = node.resolve("config/priv_validator_key.json");
        String key = home.file("secrets/validator.key").toString();
        home.run("softsign", "import", json.toString(), key);
        Files.delete(json);
        home.run("softsign", "keygen", home.file("secrets/kms.key").toString());
        home.configure(
                """
                [[providers.softsign]]
                chain_ids = ["%1$s"]
                path = "%2$s"

                [[validator]]
                chain_id = "%1$s"
                addr = "%3$s"
                secret_key = "secrets/kms.key"
                """
                        .formatted(account.chain().chainId(), key, address));
        Path state = state(account.chain());
        home.run(
                "state",
                "init",
                "--from",
                state.toString(),
                "-c",
                home.file("tmkms.toml").toString());
        Files.delete(state);
    }

    private static Answer never() throws InterruptedException {
        Thread.sleep(Duration.ofHours(1));
        return Answer.lost();
    }
}
