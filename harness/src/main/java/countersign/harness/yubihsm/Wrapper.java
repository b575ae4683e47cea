package countersign.harness.yubihsm;

import countersign.bytes.Bug;

import org.bouncycastle.crypto.InvalidCipherTextException;
import org.bouncycastle.crypto.engines.AESEngine;
import org.bouncycastle.crypto.modes.CCMBlockCipher;
import org.bouncycastle.crypto.modes.CCMModeCipher;
import org.bouncycastle.crypto.params.AEADParameters;
import org.bouncycastle.crypto.params.KeyParameter;

import java.util.Arrays;

/// What leaves the device encrypted: nonce of 13 bytes, ciphertext, tag of 16.
final class Wrapper {
    static final int NONCE_BYTES = 13;
    private static final int TAG_BITS = 128;

    private Wrapper() {}

    static byte[] wrap(byte[] key, byte[] nonce, byte[] plain) {
        try {
            byte[] sealed = run(true, key, nonce, plain);
            byte[] wrapped = Arrays.copyOf(nonce, NONCE_BYTES + sealed.length);
            System.arraycopy(sealed, 0, wrapped, NONCE_BYTES, sealed.length);
            return wrapped;
        } catch (InvalidCipherTextException e) {
            throw new Bug("everything can be encrypted", e);
        }
    }

    static byte[] unwrap(byte[] key, byte[] wrapped) throws HsmError {
        if (wrapped.length < NONCE_BYTES + TAG_BITS / Byte.SIZE) {
            throw new HsmError(HsmError.WRONG_LENGTH);
        }
        byte[] nonce = Arrays.copyOf(wrapped, NONCE_BYTES);
        byte[] sealed = Arrays.copyOfRange(wrapped, NONCE_BYTES, wrapped.length);
        try {
            return run(false, key, nonce, sealed);
        } catch (InvalidCipherTextException e) {
            throw new HsmError(HsmError.INVALID_DATA);
        }
    }

    private static byte[] run(boolean forth, byte[] key, byte[] nonce, byte[] text)
            throws InvalidCipherTextException {
        CCMModeCipher ccm = CCMBlockCipher.newInstance(AESEngine.newInstance());
        ccm.init(forth, new AEADParameters(new KeyParameter(key), TAG_BITS, nonce));
        byte[] out = new byte[ccm.getOutputSize(text.length)];
        int length = ccm.processBytes(text, 0, text.length, out, 0);
        length += ccm.doFinal(out, length);
        return Arrays.copyOf(out, length);
    }
}
