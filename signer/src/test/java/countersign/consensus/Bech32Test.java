package countersign.consensus;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import countersign.bytes.Bytes;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.util.Locale;
import java.util.Random;

/// With the test vectors of BIP-173.
final class Bech32Test {
    @ParameterizedTest
    @ValueSource(
            strings = {
                "A12UEL5L",
                "a12uel5l",
                "an83characterlonghumanreadablepartthatcontainsthenumber1andtheexcludedcharacters"
                        + "bio1tt5tgs",
                "abcdef1qpzry9x8gf2tvdw0s3jn54khce6mua7lmqqqxw",
                "11qqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqq"
                        + "qqqqqqqqqqqqqqqqqqqqqqqq"
                        + "c8247j",
                "split1checkupstagehandshakeupstreamerranterredcaperred2y9e3w",
                "?1ezyfcl",
                "!~1g73f2j"
            })
    void validString_isEncodedAgainAsItWas(String text) {
        Bech32.Decoded decoded = Bech32.decode(text);

        assertEquals(
                text.toLowerCase(Locale.ROOT), Bech32.encode(decoded.prefix(), decoded.data()));
    }

    @Test
    void validString_holdsTheKnownBytes() {
        Bech32.Decoded decoded = Bech32.decode("abcdef1qpzry9x8gf2tvdw0s3jn54khce6mua7lmqqqxw");

        assertEquals("abcdef", decoded.prefix());
        assertEquals("00443214c74254b635cf84653a56d7c675be77df", decoded.data().hex());
    }

    /// One group of five bits, one byte with a set bit behind it, one byte with seven bits.
    @ParameterizedTest
    @ValueSource(strings = {"a1q3g6mn3", "a1qpamnt9j", "a1qqqd87cpp"})
    void groupsThatAreNoWholeBytes_areRefused(String text) {
        assertReason("bech32 does not hold whole bytes", text);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                " 1nwldj5",
                "\u007F1axkwrx",
                "\u00801eym55h",
                "pzry9x0s0muk",
                "1pzry9x0s0muk",
                "x1b4n0q5v",
                "li1dgmt3",
                "an84characterslonghumanreadablepartthatcontainsthenumber1andtheexcludedcharacters"
                        + "bio1569pvx",
                "de1lg7wt\u00FF",
                "A1G7SGD8",
                "10a06t8",
                "1qzzfhee",
                "a12UEL5L",
                "a12uel5m",
                "ABCDEF1QPZRY9X8GF2TVDW0S3JN54\u212AHCE6MUA7LMQQQXW",
                "",
                "1"
            })
    void invalidString_isRefused(String text) {
        assertThrows(IllegalArgumentException.class, () -> Bech32.decode(text));
    }

    @Test
    void typingErrors_areNamed() {
        assertReason("bech32 is printable ASCII without spaces", " 1nwldj5");
        assertReason("bech32 is printable ASCII without spaces", "x1b4n0q5v\u007F");
        assertReason("bech32 has no prefix", "pzry9x0s0muk");
        assertReason("bech32 has no prefix", "1pzry9x0s0muk");
        assertReason("character 1 after the last 1 is not bech32", "x1b4n0q5v");
        assertReason("character 3 after the last 1 is not bech32", "x14nb0q5v");
        assertReason("bech32 checksum does not fit: a typing error", "a12uel5m");
    }

    /// Its five characters fit as if they were the checksum's last ones.
    @Test
    void checksumWithoutItsFirstCharacter_doesNotFit() {
        assertReason("bech32 checksum does not fit: a typing error", "s1vcsyn");
    }

    @Test
    void stringAboveTheLimit_isRefused() {
        String longest = Bech32.encode("a", Bytes.of(new byte[634]));

        assertEquals(Bech32.CHARACTERS_MAX, longest.length());
        assertEquals(634, Bech32.decode(longest).data().length());
        assertReason("bech32 is longer than 1023 characters", longest + "q");
    }

    @Test
    void anyBytes_surviveTheRoundTrip() {
        Random random = new Random(173);
        for (int length = 0; length < 100; length++) {
            byte[] data = new byte[length];
            random.nextBytes(data);

            Bech32.Decoded decoded = Bech32.decode(Bech32.encode("cosmos1x", Bytes.of(data)));

            assertEquals(new Bech32.Decoded("cosmos1x", Bytes.of(data)), decoded);
        }
    }

    @Test
    void prefix_isPrintableAsciiWithoutCapitals() {
        String allowed = "!\"#$%&'()*+,-./0123456789:;<=>?@[\\]^_`abcdefghijklmnopqrstuvwxyz{|}~";
        for (char character = 0; character < 0x100; character++) {
            String prefix = String.valueOf(character);
            assertEquals(allowed.contains(prefix), Bech32.isPrefix(prefix), prefix);
        }
    }

    @Test
    void prefix_hasAtMost83Characters() {
        assertTrue(Bech32.isPrefix("a".repeat(83)));
        assertFalse(Bech32.isPrefix("a".repeat(84)));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "Cosmos", "cos mos", "k\u00FCche"})
    void badPrefix_isRefused(String prefix) {
        assertThrows(
                IllegalArgumentException.class, () -> Bech32.encode(prefix, Bytes.of((byte) 1)));
    }

    private static void assertReason(String reason, String text) {
        IllegalArgumentException failure =
                assertThrows(IllegalArgumentException.class, () -> Bech32.decode(text));
        assertTrue(
                String.valueOf(failure.getMessage()).startsWith(reason),
                () -> String.valueOf(failure.getMessage()));
    }
}
