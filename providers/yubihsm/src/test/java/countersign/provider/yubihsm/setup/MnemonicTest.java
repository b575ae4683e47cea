package countersign.provider.yubihsm.setup;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import countersign.bytes.Bytes;
import countersign.bytes.SecretBytes;

import org.junit.jupiter.api.Test;

import tools.jackson.databind.JsonNode;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Locale;
import java.util.Objects;

final class MnemonicTest {
    /// Of `english.txt` as BIP39 publishes it.
    private static final String WORDS_SHA256 =
            "2f5eed53a4727b4bf8880d8f3f199efc90e58503646d9ff8eff3a2ed3b24dbda";

    private static final String GUIDE = Vectors.setups().getFirst().get("mnemonic").asString();

    @Test
    void wordList_isThePublishedOne() throws IOException, NoSuchAlgorithmException {
        try (InputStream list = WordList.class.getResourceAsStream(WordList.RESOURCE)) {
            byte[] digest =
                    MessageDigest.getInstance("SHA-256")
                            .digest(Objects.requireNonNull(list).readAllBytes());
            assertEquals(WORDS_SHA256, HexFormat.of().formatHex(digest));
        }
    }

    @Test
    void knownPhrases_areReadAndWritten() throws MnemonicException {
        for (JsonNode setup : Vectors.setups()) {
            String phrase = setup.get("mnemonic").asString();
            try (Mnemonic read = Mnemonic.ofPhrase(Vectors.secret(phrase));
                    Mnemonic made = Mnemonic.ofEntropy(Vectors.hex(setup.get("entropy")))) {
                assertEquals(Vectors.hex(setup.get("entropy")), read.entropy());
                assertEquals(phrase, Vectors.text(made.phrase()));
                assertEquals(
                        phrase,
                        Vectors.text(made.lines().getFirst())
                                + " "
                                + Vectors.text(made.lines().getLast()));
            }
        }
    }

    @Test
    void extremes_haveTheChecksumOfTheStandard() {
        byte[] ones = Bytes.ofHex("ff".repeat(32)).toArray();
        assertEquals(
                "abandon ".repeat(23) + "art",
                Vectors.text(Mnemonic.ofEntropy(SecretBytes.take(new byte[32])).phrase()));
        assertEquals(
                "zoo ".repeat(23) + "vote",
                Vectors.text(Mnemonic.ofEntropy(SecretBytes.take(ones)).phrase()));
    }

    @Test
    void whiteSpace_doesNotMatter() throws MnemonicException {
        String spread = "  " + GUIDE.replace(" ", " \t\n") + "\r\n";
        assertEquals(GUIDE, Vectors.text(Mnemonic.ofPhrase(Vectors.secret(spread)).phrase()));
    }

    @Test
    void whatIsNoMnemonic_saysWhereAndNotWhat() {
        assertWrong("24 words, and this has 0", "");
        assertWrong("24 words, and this has 23", GUIDE.substring(0, GUIDE.lastIndexOf(' ')));
        assertWrong("24 words, and this has more", GUIDE + " zoo");
        assertWrong("word 2 is none", GUIDE.replace("section", "sectionn"));
        assertWrong("word 1 is none", GUIDE.toUpperCase(Locale.ROOT));
        assertWrong("word 24 is none", GUIDE + "\u00e9");
        assertWrong("do not fit", GUIDE.replace("section", "secret"));
        assertWrong("do not fit", GUIDE.replace("double section", "section double"));
    }

    /// Eight bits of checksum find all but one in 256 of these.
    @Test
    void almostEveryWrongWord_isFound() {
        int accepted = 0;
        for (int number = 0; number < WordList.WORDS; number++) {
            String word = new String(WordList.word(number), StandardCharsets.UTF_8);
            try (Mnemonic read =
                    Mnemonic.ofPhrase(Vectors.secret(GUIDE.replace("fantasy", word)))) {
                accepted++;
                assertEquals(32, read.entropy().length());
            } catch (MnemonicException e) {
                assertTrue(e.what().startsWith("the words do not fit"), e.what());
            }
        }
        assertTrue(accepted > 0 && accepted < 32, accepted + " of 2048");
    }

    @Test
    void newMnemonic_dependsOnBothSources() {
        SecretBytes zero = SecretBytes.take(new byte[32]);
        SecretBytes one = SecretBytes.take(Bytes.ofHex("01".repeat(32)).toArray());
        String first = Vectors.text(Mnemonic.generate(zero, zero).phrase());
        assertNotEquals(first, Vectors.text(Mnemonic.generate(one, zero).phrase()));
        assertNotEquals(first, Vectors.text(Mnemonic.generate(zero, one).phrase()));
        assertEquals(first, Vectors.text(Mnemonic.generate(zero, zero).phrase()));
        assertEquals(24, first.split(" ").length);
    }

    @Test
    void printing_showsNothing() {
        Object mnemonic = Mnemonic.ofEntropy(SecretBytes.take(new byte[32]));
        assertTrue(!mnemonic.toString().contains("abandon"), mnemonic::toString);
    }

    private static void assertWrong(String what, String phrase) {
        MnemonicException e =
                assertThrows(
                        MnemonicException.class,
                        () -> Mnemonic.ofPhrase(Vectors.secret(phrase)).close());
        assertTrue(e.what().contains(what), e.what());
        assertTrue(!e.what().contains("section"), e.what());
    }
}
