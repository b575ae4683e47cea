package countersign.provider.yubihsm.session;

import countersign.bytes.Check;

import org.bouncycastle.crypto.engines.AESEngine;
import org.bouncycastle.crypto.macs.CMac;
import org.bouncycastle.crypto.params.KeyParameter;

import java.util.Arrays;

/// The keys and cryptograms of a session, each of them AES-CMAC under one of the two
/// authentication keys over
///
///     offset  length
///          0      11  zero
///         11       1  what is derived
///         12       1  zero
///         13       2  its length in bits, big-endian
///         15       1  one
///         16       8  the host's challenge
///         24       8  the card's challenge
final class Derivation {
    static final int CHALLENGE_BYTES = 8;
    static final int CRYPTOGRAM_BYTES = 8;

    static final int CARD_CRYPTOGRAM = 0;
    static final int HOST_CRYPTOGRAM = 1;
    static final int ENCRYPTION = 4;
    static final int MAC = 6;
    static final int ANSWER_MAC = 7;

    private static final int BYTES = 32;
    private static final int TYPE_AT = 11;
    private static final int BITS_AT = 13;
    private static final int COUNTER_AT = 15;
    private static final int CONTEXT_AT = 16;

    private final byte[] context;

    Derivation(byte[] hostChallenge, byte[] cardChallenge) {
        Check.that(
                hostChallenge.length == CHALLENGE_BYTES && cardChallenge.length == CHALLENGE_BYTES,
                "a challenge has 8 bytes");
        this.context = Arrays.copyOf(hostChallenge, 2 * CHALLENGE_BYTES);
        System.arraycopy(cardChallenge, 0, context, CHALLENGE_BYTES, CHALLENGE_BYTES);
    }

    /// `length` bytes, 16 at most.
    byte[] derive(byte[] key, int type, int length) {
        byte[] input = new byte[BYTES];
        input[TYPE_AT] = (byte) type;
        input[BITS_AT] = (byte) ((length * Byte.SIZE) >> 8);
        input[BITS_AT + 1] = (byte) (length * Byte.SIZE);
        input[COUNTER_AT] = 1;
        System.arraycopy(context, 0, input, CONTEXT_AT, context.length);
        byte[] whole = cmac(key, input);
        byte[] part = Arrays.copyOf(whole, length);
        Arrays.fill(whole, (byte) 0);
        return part;
    }

    /// AES-CMAC over all parts, one behind the other.
    static byte[] cmac(byte[] key, byte[]... parts) {
        CMac cmac = new CMac(AESEngine.newInstance());
        cmac.init(new KeyParameter(key));
        for (byte[] part : parts) {
            cmac.update(part, 0, part.length);
        }
        byte[] mac = new byte[cmac.getMacSize()];
        cmac.doFinal(mac, 0);
        return mac;
    }
}
