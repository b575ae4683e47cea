package countersign.bytes;

import java.security.MessageDigest;
import java.util.Arrays;

/// Bytes that must not be seen: never printed, compared in constant time, wiped by [#close].
///
/// Reading them takes a method with a name that can be searched for. Not thread-safe against
/// `close`: whoever closes must be the last user.
public final class SecretBytes implements AutoCloseable {
    private final byte[] value;
    private boolean closed;

    private SecretBytes(byte[] value) {
        this.value = value;
    }

    /// Takes a copy of `value` and wipes `value`.
    public static SecretBytes take(byte[] value) {
        byte[] copy = value.clone();
        Arrays.fill(value, (byte) 0);
        return new SecretBytes(copy);
    }

    public int length() {
        return value.length;
    }

    /// A copy of the secret, which the caller must wipe.
    public byte[] unsafeExport() {
        Check.that(!closed, "a secret is not read after it was wiped");
        return value.clone();
    }

    @Override
    public void close() {
        closed = true;
        Arrays.fill(value, (byte) 0);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof SecretBytes that && MessageDigest.isEqual(value, that.value);
    }

    /// The length only: a hash of a secret is a part of it.
    @Override
    public int hashCode() {
        return value.length;
    }

    @Override
    public String toString() {
        return "SecretBytes(" + value.length + ")";
    }
}
