package countersign.bytes;

import java.nio.ByteBuffer;
import java.util.Arrays;

/// Bytes that must not be seen: never printed, compared in constant time, wiped by [#close].
///
/// They lie outside the Java heap. There the garbage collector never moves them, which would leave
/// a copy behind that nobody can wipe.
///
/// Reading them takes a method with a name that can be searched for. Not thread-safe against
/// `close`: whoever closes must be the last user.
public final class SecretBytes implements AutoCloseable {
    private final ByteBuffer value;
    private boolean closed;

    private SecretBytes(ByteBuffer value) {
        this.value = value;
    }

    /// Takes a copy of `value` and wipes `value`.
    public static SecretBytes take(byte[] value) {
        ByteBuffer copy = ByteBuffer.allocateDirect(value.length).put(0, value);
        Arrays.fill(value, (byte) 0);
        return new SecretBytes(copy);
    }

    public int length() {
        return value.capacity();
    }

    /// A copy of the secret, which the caller must wipe.
    public byte[] unsafeExport() {
        return unsafeExport(0, length());
    }

    /// A copy of a part of the secret, which the caller must wipe.
    public byte[] unsafeExport(int offset, int length) {
        Check.that(!closed, "a secret is not read after it was wiped");
        byte[] part = new byte[length];
        value.get(offset, part);
        return part;
    }

    @Override
    public void close() {
        closed = true;
        for (int i = 0; i < length(); i++) {
            value.put(i, (byte) 0);
        }
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof SecretBytes that
                && length() == that.length()
                && difference(that) == 0;
    }

    /// The length only: a hash of a secret is a part of it.
    @Override
    public int hashCode() {
        return length();
    }

    @Override
    public String toString() {
        return "SecretBytes(" + length() + ")";
    }

    /// Looks at every byte, whatever the first ones are.
    private int difference(SecretBytes that) {
        int difference = 0;
        for (int i = 0; i < length(); i++) {
            difference |= value.get(i) ^ that.value.get(i);
        }
        return difference;
    }
}
