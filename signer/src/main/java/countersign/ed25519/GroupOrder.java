package countersign.ed25519;

import org.bouncycastle.math.raw.Nat;
import org.bouncycastle.math.raw.Nat256;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;

/// Numbers modulo the order of Ed25519's group, `2^252 + C`, which BouncyCastle keeps to itself.
///
/// Constant time: no branch and no array index depends on a number. Numbers are 32-bit words, the
/// least significant first. Everything in between is wiped: it would give the key away.
public final class GroupOrder {
    /// Of a number below the order.
    public static final int BYTES = 32;

    private static final int WORDS = 8;
    private static final int TOP_BITS = 252;
    private static final int TOP_WORD = TOP_BITS / Integer.SIZE;
    private static final int TOP_SHIFT = TOP_BITS % Integer.SIZE;

    private static final int[] ORDER = {
        0x5CF5D3ED, 0x5812631A, 0xA2F79CD6, 0x14DEF9DE, 0, 0, 0, 0x10000000
    };
    private static final int C_WORDS = 4;

    private GroupOrder() {}

    /// `length` bytes, a multiple of four, as a number.
    public static int[] littleEndian(byte[] source, int offset, int length) {
        int[] words = new int[length / Integer.BYTES];
        ByteBuffer.wrap(source, offset, length)
                .order(ByteOrder.LITTLE_ENDIAN)
                .asIntBuffer()
                .get(words);
        return words;
    }

    /// The SHA-512 of `parts`, one after the other, modulo the order.
    public static int[] ofSha512(byte[]... parts) {
        byte[] digest = Sha512.of(parts);
        int[] wide = littleEndian(digest, 0, digest.length);
        int[] scalar = reduce(wide);
        Arrays.fill(digest, (byte) 0);
        Arrays.fill(wide, 0);
        return scalar;
    }

    /// Whether `number`, of 32 bytes, is below the order. Not in constant time.
    static boolean isReduced(int[] number) {
        return !Nat256.gte(number, ORDER);
    }

    /// `wide`, below 2^512, modulo the order.
    ///
    /// What is above bit 252 of a number counts `-C` there: `x = low + 2^252 high` leaves `low - C
    /// high`. Of that product the same is true, and of the next one; after three of them nothing is
    /// left above. With twice the order added the sum is positive and below four times the order.
    static int[] reduce(int[] wide) {
        int[] first = timesC(above(wide));
        int[] second = timesC(above(first));
        int[] third = timesC(above(second));
        int[] rest = below(wide);
        for (int i = 0; i < 2; i++) {
            Nat.addTo(WORDS, ORDER, rest);
        }
        addOrSubtract(rest, first, second, third);
        for (int i = 0; i < 3; i++) {
            int borrow = Nat.subFrom(WORDS, ORDER, rest);
            Nat.caddTo(WORDS, borrow, ORDER, rest);
        }
        wipe(first, second, third);
        return rest;
    }

    private static void addOrSubtract(int[] rest, int[] first, int[] second, int[] third) {
        int[] less = below(first);
        int[] more = below(second);
        int[] last = below(third);
        Nat.addTo(WORDS, more, rest);
        Nat.subFrom(WORDS, less, rest);
        Nat.subFrom(WORDS, last, rest);
        wipe(less, more, last);
    }

    /// `a * b + c` modulo the order, as 32 bytes. The sum must stay below 2^512.
    public static byte[] multiplyAdd(int[] a, int[] b, int[] c) {
        int[] wide = new int[2 * WORDS];
        Nat.mul(WORDS, a, b, wide);
        // Carrying the sum of the lower words up by itself would branch on the carry.
        int[] wideC = Arrays.copyOf(c, 2 * WORDS);
        Nat.addTo(2 * WORDS, wideC, wide);
        ByteBuffer encoded = ByteBuffer.allocate(BYTES).order(ByteOrder.LITTLE_ENDIAN);
        encoded.asIntBuffer().put(reduce(wide));
        wipe(wide, wideC);
        return encoded.array();
    }

    /// The lower 252 bits.
    private static int[] below(int[] number) {
        int[] low = Arrays.copyOf(number, WORDS);
        low[TOP_WORD] &= (1 << TOP_SHIFT) - 1;
        return low;
    }

    /// All bits but these.
    private static int[] above(int[] number) {
        int[] high = new int[Math.max(1, number.length - TOP_WORD)];
        for (int i = 0; i < high.length; i++) {
            high[i] = word(number, TOP_WORD + i) >>> TOP_SHIFT;
            high[i] |= word(number, TOP_WORD + i + 1) << (Integer.SIZE - TOP_SHIFT);
        }
        return high;
    }

    private static int word(int[] number, int index) {
        return index < number.length ? number[index] : 0;
    }

    /// Takes `number` over and wipes it.
    private static int[] timesC(int[] number) {
        int[] product = new int[number.length + C_WORDS];
        Nat.mul(number, 0, number.length, ORDER, 0, C_WORDS, product, 0);
        wipe(number);
        return product;
    }

    private static void wipe(int[]... numbers) {
        for (int[] number : numbers) {
            Arrays.fill(number, 0);
        }
    }
}
