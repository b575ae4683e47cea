package countersign.ed25519;

import countersign.bytes.Check;

import org.bouncycastle.math.ec.rfc7748.X25519Field;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/// A point of the twisted Edwards curve `-x^2 + y^2 = 1 + d x^2 y^2` of Ed25519, changed in place:
/// (x, y, z, t) with `x*y = z*t` in the field of BouncyCastle's X25519.
final class EdwardsPoint {
    static final int BYTES = 32;

    /// In the last byte of an encoded point.
    static final int SIGN_OF_X = 0x80;

    private static final int SIGN_SHIFT = 7;
    private static final int[] D = d();
    private static final int[] HALF = half();

    private final int[] x = X25519Field.create();
    private final int[] y = X25519Field.create();
    private final int[] z = X25519Field.create();
    private final int[] t = X25519Field.create();

    // What a step needs for itself.
    private final int[] a = X25519Field.create();
    private final int[] b = X25519Field.create();
    private final int[] c = X25519Field.create();
    private final int[] d = X25519Field.create();
    private final int[] e = X25519Field.create();
    private final int[] f = X25519Field.create();

    private EdwardsPoint() {}

    static EdwardsPoint neutral() {
        EdwardsPoint point = new EdwardsPoint();
        X25519Field.one(point.y);
        X25519Field.one(point.z);
        return point;
    }

    /// RFC 8032 defines it by y = 4/5 and an even x.
    static EdwardsPoint base() {
        byte[] encoded = new byte[BYTES];
        Arrays.fill(encoded, (byte) 0x66);
        encoded[0] = 0x58;
        return decode(encoded);
    }

    /// What [#encode] makes; y may also be one that is not reduced. Not in constant time. Throws
    /// where there is no such point, which is a bug.
    static EdwardsPoint decode(byte[] encoded) {
        EdwardsPoint point = neutral();
        X25519Field.decode255(encoded, point.y);

        int[] ySquared = X25519Field.create();
        int[] numerator = X25519Field.create();
        int[] denominator = X25519Field.create();
        X25519Field.sqr(point.y, ySquared);
        X25519Field.copy(ySquared, 0, numerator, 0);
        X25519Field.subOne(numerator);
        X25519Field.mul(ySquared, D, denominator);
        X25519Field.addOne(denominator);
        boolean onCurve = X25519Field.sqrtRatioVar(numerator, denominator, point.x);
        Check.that(onCurve, "a point that was checked is on the curve");
        X25519Field.normalize(point.x);
        int sign = (encoded[BYTES - 1] & SIGN_OF_X) >>> SIGN_SHIFT;
        X25519Field.cnegate((point.x[0] & 1) ^ sign, point.x);
        X25519Field.carry(point.x);
        X25519Field.mul(point.x, point.y, point.t);
        return point;
    }

    /// Adds the affine point of which these are half of `y + x`, half of `y - x`, and `d x y`.
    /// Complete for all points: the formulas `madd-2008-hwcd-3` of the Explicit-Formulas Database,
    /// with half of everything, which is the same point.
    void add(int[] sum, int[] difference, int[] product) {
        X25519Field.apm(y, x, b, a);
        X25519Field.mul(a, difference, a);
        X25519Field.mul(b, sum, b);
        X25519Field.mul(t, product, c);
        X25519Field.apm(b, a, f, e);
        X25519Field.apm(z, c, b, a);
        X25519Field.mul(e, a, x);
        X25519Field.mul(b, f, y);
        X25519Field.mul(e, f, t);
        X25519Field.mul(a, b, z);
    }

    /// The formulas `dbl-2008-hwcd`, with every difference turned round.
    void twice() {
        X25519Field.add(x, y, e);
        X25519Field.sqr(x, a);
        X25519Field.sqr(y, b);
        X25519Field.sqr(z, c);
        X25519Field.add(c, c, c);
        X25519Field.apm(a, b, f, d);
        X25519Field.sqr(e, e);
        X25519Field.sub(f, e, e);
        X25519Field.add(c, d, c);
        X25519Field.carry(c);
        X25519Field.mul(e, c, x);
        X25519Field.mul(d, f, y);
        X25519Field.mul(e, f, t);
        X25519Field.mul(c, d, z);
    }

    /// What [#add] needs of each of `points`, with one inversion for all: that of the product of
    /// all z, from which each is had by taking the others out again.
    static List<int[][]> addends(List<EdwardsPoint> points) {
        List<int[]> products = new ArrayList<>();
        int[] product = X25519Field.create();
        X25519Field.one(product);
        for (EdwardsPoint point : points) {
            products.add(product.clone());
            X25519Field.mul(product, point.z, product);
        }
        int[] rest = X25519Field.create();
        X25519Field.inv(product, rest);
        List<int[][]> addends = new ArrayList<>();
        for (int i = points.size() - 1; i >= 0; i--) {
            int[] inverse = X25519Field.create();
            X25519Field.mul(rest, products.get(i), inverse);
            X25519Field.mul(rest, points.get(i).z, rest);
            addends.add(points.get(i).addend(inverse));
        }
        return addends.reversed();
    }

    private int[][] addend(int[] inverse) {
        int[] affineX = X25519Field.create();
        int[] affineY = X25519Field.create();
        X25519Field.mul(x, inverse, affineX);
        X25519Field.mul(y, inverse, affineY);
        int[] sum = X25519Field.create();
        int[] difference = X25519Field.create();
        int[] product = X25519Field.create();
        X25519Field.apm(affineY, affineX, sum, difference);
        X25519Field.mul(sum, HALF, sum);
        X25519Field.mul(difference, HALF, difference);
        X25519Field.mul(affineX, affineY, product);
        X25519Field.mul(product, D, product);
        return new int[][] {sum, difference, product};
    }

    EdwardsPoint copy() {
        EdwardsPoint point = new EdwardsPoint();
        X25519Field.copy(x, 0, point.x, 0);
        X25519Field.copy(y, 0, point.y, 0);
        X25519Field.copy(z, 0, point.z, 0);
        X25519Field.copy(t, 0, point.t, 0);
        return point;
    }

    /// 32 bytes: y with the sign of x in the top bit.
    byte[] encode() {
        int[] inverse = X25519Field.create();
        int[] affineX = X25519Field.create();
        int[] affineY = X25519Field.create();
        X25519Field.inv(z, inverse);
        X25519Field.mul(x, inverse, affineX);
        X25519Field.mul(y, inverse, affineY);
        X25519Field.normalize(affineX);
        X25519Field.normalize(affineY);
        byte[] encoded = new byte[BYTES];
        X25519Field.encode(affineY, encoded);
        encoded[BYTES - 1] |= (byte) ((affineX[0] & 1) << SIGN_SHIFT);
        return encoded;
    }

    /// -121665/121666.
    private static int[] d() {
        int[] d = X25519Field.create();
        X25519Field.one(d);
        X25519Field.mul(d, 121_666, d);
        X25519Field.inv(d, d);
        X25519Field.mul(d, 121_665, d);
        X25519Field.negate(d, d);
        X25519Field.carry(d);
        return d;
    }

    private static int[] half() {
        int[] half = X25519Field.create();
        X25519Field.one(half);
        X25519Field.add(half, half, half);
        X25519Field.inv(half, half);
        return half;
    }
}
