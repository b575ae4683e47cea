package countersign.keyring;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import countersign.bytes.Bytes;
import countersign.consensus.ChainId;
import countersign.consensus.SignBytes;
import countersign.consensus.Timestamp;
import countersign.keyring.SigningGaps.Kind;
import countersign.keyring.SigningGaps.Shape;
import countersign.keyring.spi.KeyLimits;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;

final class SigningGapsTest {
    private static final int LEDGER_BYTES = 128;

    private static final KeyLimits LEDGER =
            new KeyLimits(LEDGER_BYTES, 127, true, true, Duration.ofMinutes(5));

    /// What the genuine app was seen to sign: a time with nanoseconds of four bytes, one part.
    private static final Shape SEEN = new Shape(new Timestamp(1_700_000_000L, 123_456_789), 1, 0);

    private static final Shape SEEN_LATER_POL = new Shape(SEEN.time(), 1, 100);

    @Test
    void longestChainIds_areThoseThatTheGenuineAppWasSeenToSign() {
        assertEquals(27, longestChainId(Kind.VOTE_IN_ROUND_0, SEEN));
        assertEquals(18, longestChainId(Kind.VOTE_LATER, SEEN));
        assertEquals(16, longestChainId(Kind.PROPOSAL_IN_ROUND_0, SEEN));
        assertEquals(18, longestChainId(Kind.PROPOSAL_LATER, SEEN));
        assertEquals(16, longestChainId(Kind.PROPOSAL_LATER, SEEN_LATER_POL));
        assertEquals(7, longestChainId(Kind.PROPOSAL_LATER_WITHOUT_POL, SEEN));
    }

    /// Three times of four have nanoseconds of five bytes, and a block of 8 MiB has a part more
    /// than fits into one: what is certain to be signed is shorter.
    @ParameterizedTest
    @CsvSource({
        "VOTE_IN_ROUND_0, 25, 27",
        "VOTE_LATER, 16, 18",
        "PROPOSAL_IN_ROUND_0, 14, 16",
        "PROPOSAL_LATER, 13, 18",
        "PROPOSAL_LATER_WITHOUT_POL, 5, 7",
    })
    void chainId_isFreeOfAGapUpToALengthAndWhollyInItFromAnother(
            Kind kind, int freeMax, int possibleMax) {
        assertEquals(freeMax, longestChainId(kind, Shape.LONGEST));
        assertEquals(possibleMax, longestChainId(kind, Shape.SHORTEST));
    }

    @Test
    void ledgerOnCosmosHub_proposesNoNewBlockInALaterRound() {
        List<String> told = told("cosmoshub-4", LEDGER);
        assertEquals(
                "signs no proposals of a new block in later rounds: with this chain id they have"
                        + " 133 to 135 bytes, and it takes 128",
                told.get(0));
        assertEquals("signs nothing above round 127", told.get(1));
        assertTrue(told.get(2).startsWith("signs no vote extensions and no raw bytes"));
        assertEquals(3, told.size());
    }

    @Test
    void ledgerOnALongChainId_signsNothingForABlock() {
        List<SigningGap> gaps =
                SigningGaps.of(new ChainId("a-chain-whose-name-is-far-too-long-1"), LEDGER);
        assertEquals(
                5, gaps.stream().filter(gap -> gap.what().contains("with this chain")).count());
        assertTrue(gaps.stream().allMatch(SigningGap::always));
    }

    @Test
    void ledgerOnAShortChainId_hasNoGapOfLength() {
        assertEquals(2, SigningGaps.of(new ChainId("abc-1"), LEDGER).size());
    }

    @Test
    void keyWithoutLimits_hasNoGaps() {
        assertEquals(List.of(), SigningGaps.of(new ChainId("c".repeat(50)), KeyLimits.NONE));
    }

    /// The figure is exact: an extension of that many bytes fits, and one more does not.
    @ParameterizedTest
    @CsvSource({"200", "260", "300", "2019", "16500", "70000"})
    void keyWithALimitedMessage_tellsTheLongestExtension(int bytesMax) {
        ChainId chain = new ChainId("cosmoshub-4");
        String what = told("cosmoshub-4", KeyLimits.ofBytes(bytesMax)).getFirst();
        int extension = Integer.parseInt(what.replaceAll("\\D+", ""));
        assertTrue(extended(extension, chain) <= bytesMax, what);
        assertTrue(extended(extension + 1, chain) > bytesMax, what);
    }

    private static int extended(int bytes, ChainId chain) {
        return SignBytes.ofExtension(Bytes.of(new byte[bytes]), 7, 3, chain).length();
    }

    private static List<String> told(String chain, KeyLimits limits) {
        return SigningGaps.of(new ChainId(chain), limits).stream().map(SigningGap::what).toList();
    }

    private static int longestChainId(Kind kind, Shape shape) {
        return IntStream.rangeClosed(1, 50)
                .filter(n -> kind.bytes(new ChainId("c".repeat(n)), shape) <= LEDGER_BYTES)
                .max()
                .orElse(0);
    }
}
