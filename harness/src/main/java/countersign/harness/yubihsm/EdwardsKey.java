package countersign.harness.yubihsm;

import countersign.bytes.Bug;
import countersign.bytes.Bytes;

import java.math.BigInteger;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/// Ed25519 from the expanded key, because that is all that a wrapped key holds. After RFC 8032 in
/// plain arithmetic, some milliseconds a signature and by no means in constant time.
///
/// @param scalar the clamped scalar
/// @param prefix the second half of the seed's hash
record EdwardsKey(BigInteger scalar, Bytes prefix) {
    private static final int BYTES = 32;
    private static final BigInteger P = BigInteger.TWO.pow(255).subtract(BigInteger.valueOf(19));
    private static final BigInteger ORDER =
            BigInteger.TWO.pow(252).add(new BigInteger("27742317777372353535851937790883648493"));
    private static final BigInteger D =
            BigInteger.valueOf(-121665).multiply(BigInteger.valueOf(121666).modInverse(P)).mod(P);
    private static final Point BASE_POINT =
            Point.of(
                    new BigInteger(
                            "15112221349535400772501151409588531511"
                                    + "454012693041857206046113283949847762202"),
                    BigInteger.valueOf(4).multiply(BigInteger.valueOf(5).modInverse(P)).mod(P));

    /// The base point doubled again and again: half the work, done once.
    private static final List<Point> DOUBLED = doubled();

    /// A point in extended coordinates.
    private record Point(BigInteger x, BigInteger y, BigInteger z, BigInteger t) {
        static final Point NEUTRAL = of(BigInteger.ZERO, BigInteger.ONE);

        static Point of(BigInteger x, BigInteger y) {
            return new Point(x, y, BigInteger.ONE, x.multiply(y).mod(P));
        }

        Point plus(Point other) {
            BigInteger a = y.subtract(x).multiply(other.y.subtract(other.x)).mod(P);
            BigInteger b = y.add(x).multiply(other.y.add(other.x)).mod(P);
            BigInteger c = t.multiply(other.t).multiply(D).shiftLeft(1).mod(P);
            BigInteger d = z.multiply(other.z).shiftLeft(1).mod(P);
            BigInteger e = b.subtract(a);
            BigInteger f = d.subtract(c);
            BigInteger g = d.add(c);
            BigInteger h = b.add(a);
            return new Point(
                    e.multiply(f).mod(P),
                    g.multiply(h).mod(P),
                    f.multiply(g).mod(P),
                    e.multiply(h).mod(P));
        }

        byte[] encoded() {
            BigInteger inverse = z.modInverse(P);
            byte[] bytes = little(y.multiply(inverse).mod(P));
            if (x.multiply(inverse).mod(P).testBit(0)) {
                bytes[BYTES - 1] |= (byte) 0x80;
            }
            return bytes;
        }
    }

    static EdwardsKey ofSeed(byte[] seed) {
        byte[] hash = sha512(seed);
        hash[0] &= (byte) 0xf8;
        hash[31] = (byte) ((hash[31] & 0x7f) | 0x40);
        return new EdwardsKey(number(Arrays.copyOf(hash, BYTES)), Bytes.of(hash, BYTES, BYTES));
    }

    /// From the 96 bytes that are exported.
    static EdwardsKey ofExported(byte[] exported) {
        return new EdwardsKey(
                new BigInteger(1, Arrays.copyOf(exported, BYTES)),
                Bytes.of(exported, BYTES, BYTES));
    }

    /// Scalar big-endian, prefix, public key.
    byte[] exported() {
        byte[] exported = new byte[3 * BYTES];
        byte[] little = little(scalar);
        for (int i = 0; i < BYTES; i++) {
            exported[i] = little[BYTES - 1 - i];
        }
        prefix.copyTo(exported, BYTES);
        System.arraycopy(publicKey(), 0, exported, 2 * BYTES, BYTES);
        return exported;
    }

    byte[] publicKey() {
        return timesBase(scalar.mod(ORDER)).encoded();
    }

    byte[] sign(byte[] message) {
        BigInteger r = number(sha512(prefix.toArray(), message)).mod(ORDER);
        byte[] commitment = timesBase(r).encoded();
        BigInteger k = number(sha512(commitment, publicKey(), message)).mod(ORDER);
        byte[] signature = Arrays.copyOf(commitment, 2 * BYTES);
        System.arraycopy(little(k.multiply(scalar).add(r).mod(ORDER)), 0, signature, BYTES, BYTES);
        return signature;
    }

    private static List<Point> doubled() {
        List<Point> points = new ArrayList<>(List.of(BASE_POINT));
        while (points.size() < ORDER.bitLength()) {
            points.add(points.getLast().plus(points.getLast()));
        }
        return List.copyOf(points);
    }

    private static Point timesBase(BigInteger factor) {
        Point sum = Point.NEUTRAL;
        for (int bit = 0; bit < factor.bitLength(); bit++) {
            if (factor.testBit(bit)) {
                sum = sum.plus(DOUBLED.get(bit));
            }
        }
        return sum;
    }

    private static BigInteger number(byte[] little) {
        byte[] big = new byte[little.length];
        for (int i = 0; i < big.length; i++) {
            big[i] = little[little.length - 1 - i];
        }
        return new BigInteger(1, big);
    }

    private static byte[] little(BigInteger number) {
        byte[] bytes = new byte[BYTES];
        for (int i = 0; i < BYTES; i++) {
            bytes[i] = number.shiftRight(8 * i).byteValue();
        }
        return bytes;
    }

    private static byte[] sha512(byte[]... parts) {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-512");
            for (byte[] part : parts) {
                digest.update(part);
            }
            return digest.digest();
        } catch (NoSuchAlgorithmException e) {
            throw new Bug("every JDK has SHA-512", e);
        }
    }
}
