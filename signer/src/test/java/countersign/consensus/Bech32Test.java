package countersign.consensus;

import static org.junit.jupiter.api.Assertions.assertEquals;
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
                "?1ezyfcl"
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
