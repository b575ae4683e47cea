package countersign.provider.yubihsm.session;

import countersign.bytes.Check;
import countersign.bytes.SecretBytes;

import org.bouncycastle.crypto.digests.SHA256Digest;
import org.bouncycastle.crypto.generators.PKCS5S2ParametersGenerator;
import org.bouncycastle.crypto.params.KeyParameter;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/// What opens a session: two AES-128 keys, one to encrypt and one to authenticate.
public final class AuthKey implements AutoCloseable {
    /// Of both keys together.
    public static final int BYTES = 32;

    private static final int HALF = BYTES / 2;
    private static final int ITERATIONS = 10_000;
    private static final byte[] SALT = "Yubico".getBytes(StandardCharsets.US_ASCII);

    private final SecretBytes both;

    private AuthKey(SecretBytes both) {
        this.both = both;
    }

    /// As Yubico's tools and tmkms derive it: PBKDF2 with HMAC-SHA256, salt `Yubico`, 10,000
    /// rounds. The password, in UTF-8, stays the caller's.
    public static AuthKey ofPassword(SecretBytes password) {
        byte[] text = password.unsafeExport();
        PKCS5S2ParametersGenerator pbkdf2 = new PKCS5S2ParametersGenerator(new SHA256Digest());
        pbkdf2.init(text, SALT, ITERATIONS);
        KeyParameter key = (KeyParameter) pbkdf2.generateDerivedMacParameters(BYTES * Byte.SIZE);
        Arrays.fill(text, (byte) 0);
        return new AuthKey(SecretBytes.take(key.getKey()));
    }

    /// The key to encrypt and then the key to authenticate. Wipes what it is given.
    public static AuthKey take(byte[] both) {
        Check.that(both.length == BYTES, "two keys of 16 bytes");
        return new AuthKey(SecretBytes.take(both));
    }

    /// A key of the same value, to be closed by itself.
    public AuthKey copy() {
        return take(unsafeExport());
    }

    /// Both keys, which the caller must wipe.
    public byte[] unsafeExport() {
        return both.unsafeExport();
    }

    byte[] encryptionKey() {
        return both.unsafeExport(0, HALF);
    }

    byte[] authenticationKey() {
        return both.unsafeExport(HALF, HALF);
    }

    @Override
    public void close() {
        both.close();
    }

    @Override
    public String toString() {
        return "AuthKey";
    }
}
