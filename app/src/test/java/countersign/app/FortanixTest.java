package countersign.app;

import static org.junit.jupiter.api.Assertions.assertFalse;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.nio.file.Path;

/// An API key that no header can hold: nobody is asked, and nothing of it is shown.
final class FortanixTest {
    private static final String BEGINS = "dXNlcjpwYXNzd29yZDE";
    private static final String ENDS = "cGFzc3dvcmQyOmVuZA";
    private static final String REFUSAL = "a line break or a character that is not ASCII";

    @TempDir private Path directory = Path.of("unset");
    private Cli cli = Cli.countersign(Path.of("/"));

    @BeforeEach
    void home() {
        cli = Cli.countersign(directory);
        cli.write("secrets/kms.key", Cli.KEY_FILE);
    }

    @Test
    void apiKeyOfTwoLines_isRefused_andNotShown() {
        configure("api_key_file = \"secrets/dsm\"");
        for (String gap : new String[] {"\n", "\r\n", "\t", " ", "\u00e9", "\u0000"}) {
            cli.write("secrets/dsm", BEGINS + gap + ENDS + "\n");
            assertRefused();
        }
    }

    @Test
    void apiKeyInTheFile_isLookedAtAsWell() {
        configure("api_key = \"" + BEGINS + "\\n" + ENDS + "\"");
        assertRefused();
    }

    private void assertRefused() {
        Cli.Said said = cli.run("check").endsWith(78).complains(REFUSAL);
        for (String text : new String[] {said.out(), said.err()}) {
            assertFalse(text.contains(BEGINS), text);
            assertFalse(text.contains(ENDS), text);
        }
    }

    private void configure(String apiKey) {
        cli.write(
                "tmkms.toml",
                """
                [[chain]]
                id = "test-1"

                [[providers.fortanixdsm]]
                api_endpoint = "https://127.0.0.1:1"
                %s
                signing_keys = [{ chain_ids = ["test-1"], type = "consensus", key_name = "k" }]

                [[validator]]
                chain_id = "test-1"
                addr = "tcp://127.0.0.1:1"
                secret_key = "secrets/kms.key"
                """
                        .formatted(apiKey));
    }
}
