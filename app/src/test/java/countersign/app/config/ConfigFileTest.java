package countersign.app.config;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import countersign.app.config.provider.ConfiguredKey;
import countersign.app.config.section.ConfigFile;
import countersign.bytes.Bytes;
import countersign.consensus.ChainId;

import org.junit.jupiter.api.Test;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.SplittableRandom;

/// What files are too large or too strange to keep in the corpus.
final class ConfigFileTest {
    private static final int MEBIBYTE = 1 << 20;
    private static final String GOOD =
            """
            [[chain]]
            id = "test-1"
            key_format = { type = "bech32", account_key_prefix = "a", consensus_key_prefix = "b" }
            state_hook = { cmd = ["/usr/bin/height"], fail_closed = true }

            [[providers.softsign]]
            chain_ids = ["test-1"]
            path = "~/secrets/test.key"

            [[providers.yubihsm]]
            adapter = { type = "usb" }
            auth = { key = 1, password_file = "pw" }
            keys = [{ chain_ids = ["test-1"], key = 2, type = "account" }]

            [[validator]]
            chain_id = "test-1"
            addr = "tcp://89abcdef0123456789abcdef0123456789abcdef@[fd00::1]:26658"
            secret_key = "secrets/kms.key"
            max_height = "500000"
            timeout = 10
            """;

    @Test
    void fileOverOneMebibyte_isRefusedUnread() {
        assertRefused("#".repeat(MEBIBYTE + 1), "the file is larger than 1 MiB");
    }

    @Test
    void fileOfOneMebibyte_isRead() throws ConfigException {
        String filled = GOOD + "#".repeat(MEBIBYTE - GOOD.length());
        assertEquals(1, read(filled).chains().size());
    }

    @Test
    void oneLineOfOneMegabyte_isRefusedInFewWords() {
        String line = "[[chain]]\nid = \"" + "x".repeat(1_000_000) + "\"\n" + GOOD;
        String message = assertRefused(line, "cannot be a chain id");
        assertTrue(message.length() < 1_000, message);
    }

    @Test
    void twoLongNamesThatDiffer_areNotCompared() {
        String id = "x".repeat(400_000);
        assertRefused(
                "[[chain]]\nid = \"" + id + "\"\n" + "[[tx_signer]]\nchain_id = \"" + id + "y\"\n",
                "cannot be a chain id");
    }

    @Test
    void secretKeyAsText_isNotRepeatedInTheMessage() {
        String key = "AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8=";
        String message = assertRefused(GOOD.replace("secrets/kms.key", key), "looks like a key");
        assertFalse(message.contains(key), message);
    }

    @Test
    void tooManyLines_areRefused() {
        assertRefused("a b\n".repeat(30_000), "more than 20000 lines");
    }

    @Test
    void deepNesting_isRefused() {
        for (String open : new String[] {"[", "{a=", "a.", "[[", "\"\"\""}) {
            String text = "a = " + open.repeat(MEBIBYTE / 8);
            assertThrows(ConfigException.class, () -> read(text));
        }
    }

    @Test
    void damagedFile_isReadOrRefusedButNeverBreaksTheReader() {
        SplittableRandom random = new SplittableRandom(20_261_101);
        byte[] good = GOOD.getBytes(StandardCharsets.UTF_8);
        String marks = "\"'[]{}=.,#\\\n\r\t @:~-0aZ\u0000";
        int refused = 0;
        for (int i = 0; i < 500; i++) {
            byte[] damaged = Arrays.copyOf(good, good.length);
            for (int flips = 1 + random.nextInt(4); flips > 0; flips--) {
                int at = random.nextInt(damaged.length);
                damaged[at] =
                        random.nextInt(4) == 0
                                ? (byte) random.nextInt(256)
                                : (byte) marks.charAt(random.nextInt(marks.length()));
            }
            int from = random.nextInt(8) == 0 ? random.nextInt(damaged.length) : 0;
            refused += refuses(Bytes.of(Arrays.copyOfRange(damaged, from, damaged.length)));
        }
        assertTrue(refused > 150, refused + " refused");
    }

    private static int refuses(Bytes contents) {
        try {
            ConfigFile.read("c.toml", contents, Path.of("/base"), Path.of("/home/op"));
            return 0;
        } catch (ConfigException refused) {
            assertFalse(refused.problems().isEmpty());
            return 1;
        }
    }

    @Test
    void chainOfConfig_isFoundById() throws ConfigException {
        Config config = read(GOOD);
        assertEquals("test-1", config.chain(new ChainId("test-1")).id().value());
        assertThrows(IllegalArgumentException.class, () -> config.chain(new ChainId("x")));
    }

    @Test
    void keyOfValidator_isOneOfTheProviders() throws ConfigException {
        Config config = read(GOOD);
        ConfiguredKey key = config.validators().getFirst().value().key();
        assertTrue(config.providers().getFirst().keys().contains(key));
        assertFalse(config.providers().getLast().keys().contains(key));
    }

    private static Config read(String text) throws ConfigException {
        Bytes contents = Bytes.of(text.getBytes(StandardCharsets.UTF_8));
        return ConfigFile.read("c.toml", contents, Path.of("/base"), Path.of("/home/op"));
    }

    private static String assertRefused(String text, String reason) {
        ConfigException refused = assertThrows(ConfigException.class, () -> read(text));
        String message = String.valueOf(refused.getMessage());
        assertTrue(message.contains(reason), message);
        return message;
    }
}
