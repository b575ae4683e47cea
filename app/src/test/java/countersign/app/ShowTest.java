package countersign.app;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.nio.file.Path;

/// With the keys of tmkms' own tests.
final class ShowTest {
    @TempDir Path directory;

    private Cli cli = Cli.countersign(Path.of("/"));

    @BeforeEach
    void home() {
        cli = Cli.countersign(directory);
        cli.writeHome();
        cli.write("connection.key", "VEVTVCBLRVkgT05MWTogRE8gKipOT1QqKiBVU0UhISE=");
    }

    @Test
    void keyFile_isShownInEveryFormat() {
        String file = "secrets/consensus.key";
        assertShown(
                "{\"@type\":\"/cosmos.crypto.ed25519.PubKey\","
                        + "\"key\":\"y6jOxymIps2aYZAvOOvDg7tOPMq7WnjfaVAP1dXG7B4=\"}",
                "show-pubkey",
                file);
        assertShown(
                "cosmosvalconspub1zcjduepqew5va3ef3znvmxnpjqhn367rswa5u0x2hdd83hmf2q8at4wxas0qy7n"
                        + "cuk",
                "show-pubkey",
                "--hrp",
                "cosmosvalconspub",
                file);
        assertShown(
                "cosmosvalcons16xuzh0v09ncpch50g5w6g0wwnvmfep4f92u9kp",
                "show-address",
                "--hrp",
                "cosmosvalcons",
                file);
        assertShown(Cli.ADDRESS, "show-address", file);
        assertShown("48f6e1d553df65b05c57d2e5fb42b9c23b395d73", "show-node-id", "connection.key");
    }

    @Test
    void configuration_isShownAsItsChainWants() {
        assertShown(
                "CBA8CEC72988A6CD9A61902F38EBC383BB4E3CCABB5A78DF69500FD5D5C6EC1E", "show-pubkey");
        assertShown(Cli.ADDRESS, "show-address");
    }

    @Test
    void badOptions_areRefused() {
        cli.run("show-pubkey", "--format", "bech32").endsWith(64).complains("--hrp");
        cli.run("show-pubkey", "--format", "pem").endsWith(64).complains("unknown format: pem");
        cli.run("show-address", "--hrp", "Cosmos").endsWith(64).complains("`Cosmos`");
        cli.run("show-pubkey", "none.key").endsWith(78).complains("none.key");
    }

    private void assertShown(String line, String... args) {
        assertEquals(line + "\n", cli.run(args).endsWith(0).out());
    }
}
