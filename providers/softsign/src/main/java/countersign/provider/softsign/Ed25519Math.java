package countersign.provider.softsign;

import org.bouncycastle.math.ec.rfc7748.X25519Field;
import org.bouncycastle.math.raw.Nat;
import org.bouncycastle.math.raw.Nat256;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;

/// The two operations of Ed25519 that signing without a seed needs and that BouncyCastle keeps to
/// itself: a secret multiple of the base point, and arithmetic modulo the group's order.
///
/// Constant time: no branch and no array index depends on a secret. Numbers are 32-bit words, the
/// least significant first; curve points are (x, y, z, t) with `x*y = z*t` in the field of
/// BouncyCastle's X25519.
final class Ed25519Math {
    private static final int SCALAR_WORDS = 8;
    private static final int DIGIT_BITS = 2;
    private static final int DIGIT_MAX = 3;
    private static final int DIGITS = 256 / DIGIT_BITS;
    private static final int POINT_BYTES = 32;

    /// 2^252 + 27742317777372353535851937790883648493.
    private static final int[] ORDER = {
        0x5CF5D3ED, 0x5812631A, 0xA2F79CD6, 0x14DEF9DE, 0, 0, 0, 0x10000000
    };

    private Ed25519Math() {}

    static int[] littleEndian(byte[] source, int offset, int length) {
        int[] words = new int[length / Integer.BYTES];
        ByteBuffer.wrap(source, offset, length)
                .order(ByteOrder.LITTLE_ENDIAN)
                .asIntBuffer()
                .get(words);
        return words;
    }

    /// `wide` modulo the order: long division, one bit at a time.
    static int[] reduce(int[] wide) {
        int[] rest = new int[SCALAR_WORDS];
        for (int bit = wide.length * Integer.SIZE - 1; bit >= 0; bit--) {
            int carriedIn = wide[bit / Integer.SIZE] << (Integer.SIZE - 1 - bit % Integer.SIZE);
            Nat.shiftUpBit(SCALAR_WORDS, rest, carriedIn);
            int borrow = Nat.subFrom(SCALAR_WORDS, ORDER, rest);
            Nat.caddTo(SCALAR_WORDS, borrow, ORDER, rest);
        }
        return rest;
    }

    /// `a * b + c` modulo the order, as 32 bytes. The sum must stay below 2^512. It is wiped:
    /// whoever knows one factor could divide.
    static byte[] multiplyAdd(int[] a, int[] b, int[] c) {
        int[] wide = new int[2 * SCALAR_WORDS];
        try {
            Nat256.mul(a, b, wide);
            int carry = Nat.addTo(SCALAR_WORDS, c, wide);
            Nat.addWordAt(2 * SCALAR_WORDS, carry, wide, SCALAR_WORDS);
            ByteBuffer encoded = ByteBuffer.allocate(POINT_BYTES).order(ByteOrder.LITTLE_ENDIAN);
            encoded.asIntBuffer().put(reduce(wide));
            return encoded.array();
        } finally {
            Arrays.fill(wide, 0);
        }
    }

    /// The base point times `scalar`, encoded: y with the sign of x in the top bit. Two bits of the
    /// scalar at a time, each looked up by reading all three candidates.
    static byte[] timesBasePoint(int[] scalar) {
        Point sum = Point.neutral();
        Point addend = Point.neutral();
        for (int i = 0; i < DIGITS; i++) {
            int bit = i * DIGIT_BITS;
            int digit = scalar[bit / Integer.SIZE] >>> (bit % Integer.SIZE) & DIGIT_MAX;
            addend.become(Point.NEUTRAL);
            for (int candidate = 1; candidate <= DIGIT_MAX; candidate++) {
                int mask = ((digit ^ candidate) - 1) >> (Integer.SIZE - 1);
                addend.becomeIf(mask, Multiples.OF_BASE_POINT[i][candidate - 1]);
            }
            sum.add(addend);
        }
        return sum.encode();
    }

    /// A table of its own class: it takes a while to build.
    private static final class Multiples {
        /// The base point times 1, 2 and 3, times 4 to the power of the index.
        static final Point[][] OF_BASE_POINT = new Point[DIGITS][DIGIT_MAX];

        static {
            Point unit = Point.base();
            for (Point[] multiples : OF_BASE_POINT) {
                Point point = Point.neutral();
                for (int i = 0; i < DIGIT_MAX; i++) {
                    point.add(unit);
                    multiples[i] = point.copy();
                }
                point.add(unit);
                unit = point;
            }
        }
    }

    /// A point of the twisted Edwards curve `-x^2 + y^2 = 1 + d x^2 y^2`, changed in place.
    private static final class Point {
        static final Point NEUTRAL = neutral();
        private static final int[] D2 = twiceD();

        private final int[] x = X25519Field.create();
        private final int[] y = X25519Field.create();
        private final int[] z = X25519Field.create();
        private final int[] t = X25519Field.create();

        static Point neutral() {
            Point point = new Point();
            X25519Field.one(point.y);
            X25519Field.one(point.z);
            return point;
        }

        /// RFC 8032 defines it by y = 4/5 and an even x.
        static Point base() {
            Point point = neutral();
            X25519Field.mul(point.y, 5, point.y);
            X25519Field.inv(point.y, point.y);
            X25519Field.mul(point.y, 4, point.y);

            int[] ySquared = X25519Field.create();
            int[] numerator = X25519Field.create();
            int[] denominator = X25519Field.create();
            X25519Field.sqr(point.y, ySquared);
            X25519Field.copy(ySquared, 0, numerator, 0);
            X25519Field.subOne(numerator);
            X25519Field.mul(ySquared, D2, denominator);
            X25519Field.add(numerator, numerator, numerator);
            X25519Field.addOne(denominator);
            X25519Field.addOne(denominator);
            X25519Field.sqrtRatioVar(numerator, denominator, point.x);
            X25519Field.normalize(point.x);
            X25519Field.cnegate(point.x[0] & 1, point.x);
            X25519Field.carry(point.x);
            X25519Field.mul(point.x, point.y, point.t);
            return point;
        }

        Point copy() {
            Point point = new Point();
            point.become(this);
            return point;
        }

        void become(Point other) {
            becomeIf(-1, other);
        }

        /// `mask` is 0 for no and -1 for yes.
        void becomeIf(int mask, Point other) {
            X25519Field.cmov(mask, other.x, 0, x, 0);
            X25519Field.cmov(mask, other.y, 0, y, 0);
            X25519Field.cmov(mask, other.z, 0, z, 0);
            X25519Field.cmov(mask, other.t, 0, t, 0);
        }

        /// Complete for all points of the curve, doubling included: the formulas `add-2008-hwcd-3`
        /// of the Explicit-Formulas Database. `other` must not be this object.
        void add(Point other) {
            int[] a = X25519Field.create();
            int[] b = X25519Field.create();
            int[] c = X25519Field.create();
            int[] d = X25519Field.create();
            int[] sum = X25519Field.create();
            int[] difference = X25519Field.create();
            X25519Field.apm(y, x, b, a);
            X25519Field.apm(other.y, other.x, sum, difference);
            X25519Field.mul(a, difference, a);
            X25519Field.mul(b, sum, b);
            X25519Field.mul(t, other.t, c);
            X25519Field.mul(c, D2, c);
            X25519Field.add(z, z, d);
            X25519Field.mul(d, other.z, d);
            X25519Field.apm(b, a, sum, difference);
            X25519Field.apm(d, c, b, a);
            X25519Field.mul(difference, a, x);
            X25519Field.mul(b, sum, y);
            X25519Field.mul(difference, sum, t);
            X25519Field.mul(a, b, z);
        }

        byte[] encode() {
            int[] inverse = X25519Field.create();
            int[] affineX = X25519Field.create();
            int[] affineY = X25519Field.create();
            X25519Field.inv(z, inverse);
            X25519Field.mul(x, inverse, affineX);
            X25519Field.mul(y, inverse, affineY);
            X25519Field.normalize(affineX);
            X25519Field.normalize(affineY);
            byte[] encoded = new byte[POINT_BYTES];
            X25519Field.encode(affineY, encoded);
            encoded[POINT_BYTES - 1] |= (byte) ((affineX[0] & 1) << 7);
            return encoded;
        }

        /// 2d with d = -121665/121666.
        private static int[] twiceD() {
            int[] d = X25519Field.create();
            X25519Field.one(d);
            X25519Field.mul(d, 121_666, d);
            X25519Field.inv(d, d);
            X25519Field.mul(d, 2 * 121_665, d);
            X25519Field.negate(d, d);
            X25519Field.carry(d);
            return d;
        }
    }
}
