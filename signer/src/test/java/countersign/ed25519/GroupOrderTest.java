package countersign.ed25519;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;

/// Against arithmetic of the JDK that nobody has to trust us for.
final class GroupOrderTest {
    private static final int WIDE_BYTES = 64;
    private static final int RANDOM_NUMBERS = 5_000;
    private static final BigInteger ORDER =
            BigInteger.TWO.pow(252).add(new BigInteger("27742317777372353535851937790883648493"));
    private static final BigInteger WIDE = BigInteger.TWO.pow(8 * WIDE_BYTES);
    private static final RandomGenerator RANDOM = RandomGenerator.of("L64X128MixRandom");

    @Test
    void rest_isThatOfTheDivision() {
        List<BigInteger> numbers = new ArrayList<>();
        for (int bit = 0; bit < 8 * WIDE_BYTES; bit++) {
            addAround(numbers, BigInteger.TWO.pow(bit));
        }
        for (BigInteger factor = BigInteger.ONE;
                factor.multiply(ORDER).compareTo(WIDE) < 0;
                factor = factor.shiftLeft(1)) {
            addAround(numbers, factor.multiply(ORDER));
        }
        addAround(numbers, WIDE.divide(ORDER).multiply(ORDER));
        numbers.add(WIDE.subtract(BigInteger.ONE));
        for (int i = 0; i < RANDOM_NUMBERS; i++) {
            numbers.add(random(WIDE_BYTES));
            numbers.add(ofRuns());
        }
        for (BigInteger number : numbers) {
            assertEquals(
                    number.mod(ORDER),
                    number(GroupOrder.reduce(words(number, WIDE_BYTES))),
                    number::toString);
        }
    }

    @Test
    void productAndSum_areThoseOfTheJdk() {
        BigInteger largest = ORDER.subtract(BigInteger.ONE);
        assertMultipliesAndAdds(largest, BigInteger.TWO.pow(255), largest);
        assertMultipliesAndAdds(BigInteger.ZERO, BigInteger.TWO.pow(254), BigInteger.ZERO);
        for (int i = 0; i < RANDOM_NUMBERS; i++) {
            assertMultipliesAndAdds(
                    random(WIDE_BYTES).mod(ORDER),
                    random(GroupOrder.BYTES).clearBit(255),
                    random(WIDE_BYTES).mod(ORDER));
        }
    }

    private static void assertMultipliesAndAdds(BigInteger a, BigInteger b, BigInteger c) {
        byte[] found =
                GroupOrder.multiplyAdd(
                        words(a, GroupOrder.BYTES),
                        words(b, GroupOrder.BYTES),
                        words(c, GroupOrder.BYTES));
        assertEquals(
                a.multiply(b).add(c).mod(ORDER),
                number(GroupOrder.littleEndian(found, 0, found.length)));
    }

    private static void addAround(List<BigInteger> numbers, BigInteger number) {
        numbers.add(number.subtract(BigInteger.ONE));
        numbers.add(number);
        numbers.add(number.add(BigInteger.ONE));
    }

    private static BigInteger random(int length) {
        byte[] bytes = new byte[length];
        RANDOM.nextBytes(bytes);
        return new BigInteger(1, bytes);
    }

    /// Words of ones and of zeros, where carries run far.
    private static BigInteger ofRuns() {
        BigInteger number = BigInteger.ZERO;
        for (int word = 0; word < WIDE_BYTES / Integer.BYTES; word++) {
            number = number.shiftLeft(32);
            if (RANDOM.nextBoolean()) {
                number = number.or(BigInteger.valueOf(0xFFFF_FFFFL));
            }
        }
        return number;
    }

    private static int[] words(BigInteger number, int length) {
        int[] words = new int[length / Integer.BYTES];
        for (int i = 0; i < words.length; i++) {
            words[i] = number.shiftRight(Integer.SIZE * i).intValue();
        }
        return words;
    }

    private static BigInteger number(int[] words) {
        BigInteger number = BigInteger.ZERO;
        for (int i = words.length - 1; i >= 0; i--) {
            number = number.shiftLeft(Integer.SIZE).or(BigInteger.valueOf(words[i] & 0xFFFF_FFFFL));
        }
        return number;
    }
}
