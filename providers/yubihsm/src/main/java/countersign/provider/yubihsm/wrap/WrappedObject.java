package countersign.provider.yubihsm.wrap;

import countersign.bytes.Bug;
import countersign.bytes.Bytes;
import countersign.bytes.Check;
import countersign.bytes.SecretBytes;
import countersign.provider.yubihsm.wire.Fields;
import countersign.provider.yubihsm.wire.Frame;
import countersign.provider.yubihsm.wire.MalformedException;
import countersign.provider.yubihsm.wire.Writer;

import org.bouncycastle.crypto.InvalidCipherTextException;
import org.bouncycastle.crypto.engines.AESEngine;
import org.bouncycastle.crypto.modes.CCMBlockCipher;
import org.bouncycastle.crypto.modes.CCMModeCipher;
import org.bouncycastle.crypto.params.AEADParameters;
import org.bouncycastle.crypto.params.KeyParameter;

import java.util.Arrays;

/// An object that was taken out of a device: its header and its data.
///
/// Wrapped it is a nonce of 13 bytes, the ciphertext of header and data, and a tag of 16 bytes:
/// AES-CCM under the wrap key without additional data.
public final class WrappedObject implements AutoCloseable {
    private static final int NONCE_BYTES = 13;
    private static final int TAG_BYTES = 16;

    /// The shortest there is: an object without data.
    public static final int BYTES_MIN = NONCE_BYTES + ObjectHeader.BYTES + TAG_BYTES;

    /// More than a device takes in one message.
    public static final int BYTES_MAX = Frame.BYTES_MAX;

    private final ObjectHeader header;
    private final SecretBytes data;

    /// Takes the data over and closes it.
    public WrappedObject(ObjectHeader header, SecretBytes data) {
        Check.that(header.dataBytes() == data.length(), "a header knows its data's length");
        this.header = header;
        this.data = data;
    }

    /// Opens what a device or [#seal] made, with a wrap key of 16, 24 or 32 bytes.
    public static WrappedObject open(Bytes wrapped, SecretBytes wrapKey) throws MalformedException {
        if (wrapped.length() < BYTES_MIN || wrapped.length() > BYTES_MAX) {
            throw new MalformedException(
                    "it has %d bytes instead of %d to %d"
                            .formatted(wrapped.length(), BYTES_MIN, BYTES_MAX));
        }
        byte[] sealed = wrapped.slice(NONCE_BYTES, wrapped.length()).toArray();
        byte[] plain;
        try {
            plain = ccm(false, wrapKey, wrapped.first(NONCE_BYTES), sealed);
        } catch (InvalidCipherTextException e) {
            throw new MalformedException("it was damaged, or wrapped with another key");
        }
        try {
            byte[] front = Arrays.copyOf(plain, ObjectHeader.BYTES);
            byte[] data = Arrays.copyOfRange(plain, ObjectHeader.BYTES, plain.length);
            ObjectHeader header = ObjectHeader.read(new Fields(front));
            if (header.dataBytes() != data.length) {
                Arrays.fill(data, (byte) 0);
                throw new MalformedException("its header does not know its length");
            }
            return new WrappedObject(header, SecretBytes.take(data));
        } finally {
            Arrays.fill(plain, (byte) 0);
        }
    }

    /// Wraps the object. `nonce`, of 13 bytes, must never be used twice with one key.
    public Bytes seal(SecretBytes wrapKey, Bytes nonce) {
        Check.that(nonce.length() == NONCE_BYTES, "a nonce has 13 bytes");
        byte[] secret = data.unsafeExport();
        byte[] plain = new byte[0];
        try (Writer writer = header.writer().secret(secret)) {
            plain = writer.toArray();
            return nonce.concat(Bytes.of(ccm(true, wrapKey, nonce, plain)));
        } catch (InvalidCipherTextException e) {
            throw new Bug("encrypting checks no tag", e);
        } finally {
            Arrays.fill(secret, (byte) 0);
            Arrays.fill(plain, (byte) 0);
        }
    }

    public ObjectHeader header() {
        return header;
    }

    /// What follows the header; it belongs to this object.
    ///
    /// Of an Ed25519 key: the clamped scalar with its most significant byte first, the second half
    /// of the SHA-512 of the seed, and the public key, 32 bytes each. Of a key of an elliptic
    /// curve: the scalar, and where the device wrote it the public point `x || y`.
    public SecretBytes data() {
        return data;
    }

    @Override
    public void close() {
        data.close();
    }

    private static byte[] ccm(boolean encrypt, SecretBytes wrapKey, Bytes nonce, byte[] text)
            throws InvalidCipherTextException {
        byte[] key = wrapKey.unsafeExport();
        try {
            CCMModeCipher ccm = CCMBlockCipher.newInstance(AESEngine.newInstance());
            KeyParameter parameter = new KeyParameter(key);
            ccm.init(encrypt, new AEADParameters(parameter, 8 * TAG_BYTES, nonce.toArray()));
            byte[] result = new byte[ccm.getOutputSize(text.length)];
            int done = ccm.processBytes(text, 0, text.length, result, 0);
            ccm.doFinal(result, done);
            return result;
        } finally {
            Arrays.fill(key, (byte) 0);
        }
    }
}
