package countersign.bytes;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HexFormat;

/// An immutable byte string with value equality. Never for secrets: it prints itself in hex.
public final class Bytes {
    private static final HexFormat HEX = HexFormat.of();

    public static final Bytes EMPTY = new Bytes(new byte[0]);

    private final byte[] value;

    private Bytes(byte[] value) {
        this.value = value;
    }

    /// A byte string with a copy of `value`.
    public static Bytes of(byte... value) {
        return value.length == 0 ? EMPTY : new Bytes(value.clone());
    }

    /// A byte string with a copy of `length` bytes of `value` from `offset` on.
    public static Bytes of(byte[] value, int offset, int length) {
        return new Bytes(Arrays.copyOfRange(value, offset, offset + length));
    }

    /// Reads hex in either case. Throws `IllegalArgumentException` for anything else.
    public static Bytes ofHex(String hex) {
        return new Bytes(HEX.parseHex(hex));
    }

    public int length() {
        return value.length;
    }

    public boolean isEmpty() {
        return value.length == 0;
    }

    public byte at(int index) {
        return value[index];
    }

    /// The first `length` bytes.
    public Bytes first(int length) {
        return of(value, 0, Math.min(length, value.length));
    }

    /// From `from` (inclusive) to `to` (exclusive).
    public Bytes slice(int from, int to) {
        Check.that(0 <= from && from <= to && to <= value.length, "slice within the bytes");
        return of(value, from, to - from);
    }

    /// The SHA-256 of these bytes.
    public Bytes sha256() {
        try {
            return new Bytes(MessageDigest.getInstance("SHA-256").digest(value));
        } catch (NoSuchAlgorithmException e) {
            throw new Bug("every JDK has SHA-256", e);
        }
    }

    public Bytes concat(Bytes other) {
        byte[] joined = Arrays.copyOf(value, value.length + other.value.length);
        System.arraycopy(other.value, 0, joined, value.length, other.value.length);
        return new Bytes(joined);
    }

    /// A copy that the caller may keep and change.
    public byte[] toArray() {
        return value.clone();
    }

    /// Copies all bytes into `target` from `offset` on.
    public void copyTo(byte[] target, int offset) {
        System.arraycopy(value, 0, target, offset, value.length);
    }

    /// Lower-case hex.
    public String hex() {
        return HEX.formatHex(value);
    }

    /// Upper-case hex, as CometBFT prints hashes and addresses.
    public String upperHex() {
        return HEX.withUpperCase().formatHex(value);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Bytes that && Arrays.equals(value, that.value);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(value);
    }

    @Override
    public String toString() {
        return hex();
    }
}
