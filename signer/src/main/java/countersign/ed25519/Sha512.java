package countersign.ed25519;

import countersign.bytes.Bug;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

/// SHA-512, also of secrets.
public final class Sha512 {
    private Sha512() {}

    /// The hash of `parts`, one after the other. The digest is reset for good: it keeps what it was
    /// given last until then.
    public static byte[] of(byte[]... parts) {
        try {
            MessageDigest sha512 = MessageDigest.getInstance("SHA-512");
            for (byte[] part : parts) {
                sha512.update(part);
            }
            byte[] digest = sha512.digest();
            sha512.reset();
            return digest;
        } catch (NoSuchAlgorithmException e) {
            throw new Bug("every JDK has SHA-512", e);
        }
    }
}
