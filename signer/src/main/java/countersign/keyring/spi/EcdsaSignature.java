package countersign.keyring.spi;

import countersign.bytes.Bytes;

import org.bouncycastle.asn1.sec.SECNamedCurves;

import java.math.BigInteger;
import java.util.Arrays;
import java.util.Optional;

/// secp256k1 signatures in CometBFT's form, `r || s` of 32 bytes each with `s` in the lower half of
/// the group, whatever form a device gives them in.
///
/// Both `s` and its negative verify, and devices return either; nodes accept only the lower one.
public final class EcdsaSignature {
    private static final int NUMBER_BYTES = 32;

    private static final int SEQUENCE = 0x30;
    private static final int INTEGER = 0x02;

    /// Two integers of 33 bytes, each with its tag and length, stay below 128 bytes: every length
    /// has one byte.
    private static final int DER_BYTES_MAX = 72;

    private static final BigInteger ORDER = SECNamedCurves.getByName("secp256k1").getN();
    private static final BigInteger HALF_ORDER = ORDER.shiftRight(1);

    private EcdsaSignature() {}

    /// From raw `r || s`, or empty where that is no signature of any key.
    public static Optional<Bytes> ofRaw(Bytes raw) {
        if (raw.length() != 2 * NUMBER_BYTES) {
            return Optional.empty();
        }
        byte[] both = raw.toArray();
        return lowered(
                new BigInteger(1, Arrays.copyOfRange(both, 0, NUMBER_BYTES)),
                new BigInteger(1, Arrays.copyOfRange(both, NUMBER_BYTES, 2 * NUMBER_BYTES)));
    }

    /// From DER, `SEQUENCE { INTEGER r, INTEGER s }`, read strictly; empty where it is anything
    /// else.
    public static Optional<Bytes> ofDer(Bytes der) {
        byte[] all = der.toArray();
        if (all.length > DER_BYTES_MAX
                || all.length < 8
                || all[0] != SEQUENCE
                || all[1] != all.length - 2) {
            return Optional.empty();
        }
        Optional<BigInteger> r = integer(all, 2);
        if (r.isEmpty()) {
            return Optional.empty();
        }
        int second = 4 + all[3];
        Optional<BigInteger> s = integer(all, second);
        if (s.isEmpty() || second + 2 + all[second + 1] != all.length) {
            return Optional.empty();
        }
        return lowered(r.get(), s.get());
    }

    /// The positive integer that begins at `at`, in its shortest form.
    private static Optional<BigInteger> integer(byte[] der, int at) {
        if (at + 2 >= der.length || der[at] != INTEGER) {
            return Optional.empty();
        }
        int length = der[at + 1];
        if (length < 1 || length > NUMBER_BYTES + 1 || at + 2 + length > der.length) {
            return Optional.empty();
        }
        BigInteger value = new BigInteger(der, at + 2, length);
        boolean shortest = value.toByteArray().length == length;
        return shortest && value.signum() > 0 ? Optional.of(value) : Optional.empty();
    }

    private static Optional<Bytes> lowered(BigInteger r, BigInteger s) {
        if (r.signum() <= 0
                || s.signum() <= 0
                || r.compareTo(ORDER) >= 0
                || s.compareTo(ORDER) >= 0) {
            return Optional.empty();
        }
        byte[] raw = new byte[2 * NUMBER_BYTES];
        put(r, raw, 0);
        put(s.compareTo(HALF_ORDER) > 0 ? ORDER.subtract(s) : s, raw, NUMBER_BYTES);
        return Optional.of(Bytes.of(raw));
    }

    private static void put(BigInteger number, byte[] into, int offset) {
        byte[] bytes = number.toByteArray();
        int from = Math.max(0, bytes.length - NUMBER_BYTES);
        int length = bytes.length - from;
        System.arraycopy(bytes, from, into, offset + NUMBER_BYTES - length, length);
    }
}
