package countersign.ed25519;

import java.util.Arrays;

/// Secret multiples of Ed25519's base point, which BouncyCastle makes only together with a hash of
/// the seed.
///
/// Constant time: no branch and no array index depends on the multiple.
public final class BasePoint {
    static final Multiples MULTIPLES = new Multiples(EdwardsPoint.base());

    private BasePoint() {}

    /// The base point times `scalar`, below 2^255, encoded: y with the sign of x in the top bit.
    public static byte[] times(int[] scalar) {
        byte[] digits = Multiples.digits(scalar);
        EdwardsPoint sum = EdwardsPoint.neutral();
        addEverySecond(1, digits, sum);
        for (int i = 0; i < Multiples.DIGIT_BITS; i++) {
            sum.twice();
        }
        addEverySecond(0, digits, sum);
        Arrays.fill(digits, (byte) 0);
        return sum.encode();
    }

    private static void addEverySecond(int first, byte[] digits, EdwardsPoint sum) {
        Multiples.Addend addend = MULTIPLES.new Addend();
        for (int i = first; i < Multiples.DIGITS; i += 2) {
            addend.becomeSecret(i, digits[i]);
            addend.addTo(sum);
        }
    }
}
