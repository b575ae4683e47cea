package countersign.provider.softsign;

import org.bouncycastle.math.ec.rfc7748.X25519Field;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/// Secret multiples of Ed25519's base point, which BouncyCastle makes only together with a hash of
/// the seed.
///
/// Constant time: no branch and no array index depends on the multiple. It is taken apart into 64
/// digits from -8 to 8 of base 16; those at odd places are looked up and added first, the sum is
/// taken 16 times, and those at even places are added.
final class BasePoint {
    private static final int DIGITS = 64;
    private static final int DIGIT_BITS = 4;
    private static final int DIGIT_MAX = 8;

    private BasePoint() {}

    /// The base point times `scalar`, below 2^255, encoded: y with the sign of x in the top bit.
    static byte[] times(int[] scalar) {
        byte[] digits = digits(scalar);
        Addend addend = new Addend();
        EdwardsPoint sum = EdwardsPoint.neutral();
        for (int i = 1; i < DIGITS; i += 2) {
            addend.become(i / 2, digits[i]);
            addend.addTo(sum);
        }
        for (int i = 0; i < DIGIT_BITS; i++) {
            sum.twice();
        }
        for (int i = 0; i < DIGITS; i += 2) {
            addend.become(i / 2, digits[i]);
            addend.addTo(sum);
        }
        Arrays.fill(digits, (byte) 0);
        return sum.encode();
    }

    private static byte[] digits(int[] scalar) {
        byte[] digits = new byte[DIGITS];
        int carry = 0;
        for (int i = 0; i < DIGITS - 1; i++) {
            int digit = carry + nibble(scalar, i);
            carry = (digit + DIGIT_MAX) >>> DIGIT_BITS;
            digits[i] = (byte) (digit - (carry << DIGIT_BITS));
        }
        digits[DIGITS - 1] = (byte) (carry + nibble(scalar, DIGITS - 1));
        return digits;
    }

    private static int nibble(int[] scalar, int index) {
        int bit = index * DIGIT_BITS;
        return scalar[bit / Integer.SIZE] >>> (bit % Integer.SIZE) & 0xF;
    }

    /// A multiple from the table, in the three parts that are added.
    private static final class Addend {
        private final int[] all = new int[Table.ENTRY];
        private final int[] sum = X25519Field.create();
        private final int[] difference = X25519Field.create();
        private final int[] product = X25519Field.create();

        /// Reads every candidate of the row.
        void become(int row, int digit) {
            int negative = digit >>> (Integer.SIZE - 1);
            int size = (digit ^ -negative) + negative;
            Arrays.fill(all, 0);
            for (int candidate = 0; candidate <= DIGIT_MAX; candidate++) {
                int mask = ((size ^ candidate) - 1) >> (Integer.SIZE - 1);
                int from = Table.offset(row, candidate);
                for (int i = 0; i < Table.ENTRY; i++) {
                    all[i] |= Table.ENTRIES[from + i] & mask;
                }
            }
            X25519Field.copy(all, 0, sum, 0);
            X25519Field.copy(all, X25519Field.SIZE, difference, 0);
            X25519Field.copy(all, 2 * X25519Field.SIZE, product, 0);
            X25519Field.cswap(negative, sum, difference);
            X25519Field.cnegate(negative, product);
        }

        void addTo(EdwardsPoint point) {
            point.add(sum, difference, product);
        }
    }

    /// The base point times 0 to 8, times 256 to the power of the row. A class of its own: it takes
    /// a while to build.
    private static final class Table {
        static final int ENTRY = 3 * X25519Field.SIZE;
        static final int[] ENTRIES = new int[DIGITS / 2 * (DIGIT_MAX + 1) * ENTRY];

        static {
            List<EdwardsPoint> units = new ArrayList<>();
            EdwardsPoint unit = EdwardsPoint.base();
            for (int row = 0; row < DIGITS / 2; row++) {
                units.add(unit.copy());
                for (int i = 0; i < 2 * DIGIT_BITS; i++) {
                    unit.twice();
                }
            }
            List<EdwardsPoint> multiples = new ArrayList<>();
            for (int[][] addend : EdwardsPoint.addends(units)) {
                EdwardsPoint multiple = EdwardsPoint.neutral();
                for (int candidate = 0; candidate <= DIGIT_MAX; candidate++) {
                    multiples.add(multiple.copy());
                    multiple.add(addend[0], addend[1], addend[2]);
                }
            }
            int offset = 0;
            for (int[][] addend : EdwardsPoint.addends(multiples)) {
                for (int[] part : addend) {
                    X25519Field.copy(part, 0, ENTRIES, offset);
                    offset += X25519Field.SIZE;
                }
            }
        }

        static int offset(int row, int candidate) {
            return (row * (DIGIT_MAX + 1) + candidate) * ENTRY;
        }
    }
}
