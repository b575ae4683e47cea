package countersign.ed25519;

import org.bouncycastle.math.ec.rfc7748.X25519Field;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/// What multiplying a point that never changes is done with: the point times 0 to 8, times 256 to
/// the power of the row, which is 34 KiB.
///
/// A multiple is taken apart into 64 digits from -8 to 8 of base 16. Those at odd places are looked
/// up and added first, the sum is taken 16 times, and those at even places are added.
final class Multiples {
    static final int DIGITS = 64;
    static final int DIGIT_BITS = 4;
    static final int DIGIT_MAX = 8;

    private static final int ROWS = DIGITS / 2;
    private static final int PARTS = 3;
    private static final int ENTRY = PARTS * X25519Field.SIZE;

    private final int[] entries = new int[ROWS * (DIGIT_MAX + 1) * ENTRY];

    /// Takes a while: some 500 additions.
    Multiples(EdwardsPoint point) {
        List<EdwardsPoint> units = new ArrayList<>();
        EdwardsPoint unit = point.copy();
        for (int row = 0; row < ROWS; row++) {
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
                X25519Field.copy(part, 0, entries, offset);
                offset += X25519Field.SIZE;
            }
        }
    }

    /// The digits of `scalar`, below 2^255, the least one first. In constant time.
    static byte[] digits(int[] scalar) {
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

    /// One that was looked up, in the three parts that are added.
    final class Addend {
        private final int[] all = new int[ENTRY];
        private final int[] sum = X25519Field.create();
        private final int[] difference = X25519Field.create();
        private final int[] product = X25519Field.create();

        /// Becomes the multiple for the digit at `place`. Constant time: reads every candidate of
        /// the row, and no branch or index depends on the digit.
        void becomeSecret(int place, int digit) {
            int negative = digit >>> (Integer.SIZE - 1);
            int size = (digit ^ -negative) + negative;
            Arrays.fill(all, 0);
            for (int candidate = 0; candidate <= DIGIT_MAX; candidate++) {
                int mask = ((size ^ candidate) - 1) >> (Integer.SIZE - 1);
                int from = offset(place, candidate);
                for (int i = 0; i < ENTRY; i++) {
                    all[i] |= entries[from + i] & mask;
                }
            }
            split(all, 0, negative);
        }

        /// The same for a digit that everybody may know.
        void becomePublic(int place, int digit) {
            split(entries, offset(place, Math.abs(digit)), digit >>> (Integer.SIZE - 1));
        }

        void addTo(EdwardsPoint point) {
            point.add(sum, difference, product);
        }

        private void split(int[] from, int offset, int negative) {
            X25519Field.copy(from, offset, sum, 0);
            X25519Field.copy(from, offset + X25519Field.SIZE, difference, 0);
            X25519Field.copy(from, offset + 2 * X25519Field.SIZE, product, 0);
            X25519Field.cswap(negative, sum, difference);
            X25519Field.cnegate(negative, product);
        }

        private static int offset(int place, int candidate) {
            return (place / 2 * (DIGIT_MAX + 1) + candidate) * ENTRY;
        }
    }
}
