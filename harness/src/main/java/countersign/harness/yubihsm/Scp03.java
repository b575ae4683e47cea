package countersign.harness.yubihsm;

import countersign.bytes.Bug;

import org.bouncycastle.crypto.engines.AESEngine;
import org.bouncycastle.crypto.macs.CMac;
import org.bouncycastle.crypto.params.KeyParameter;

import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;
import java.util.Arrays;

import javax.crypto.Cipher;
import javax.crypto.spec.IvParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/// The device's end of one session's encryption.
final class Scp03 {
    private static final int BLOCK = 16;
    private static final int MAC = 8;
    private static final int HEADER = 3;

    private final byte[] encryption;
    private final byte[] mac;
    private final byte[] answerMac;
    private final byte[] context;
    private byte[] chain = new byte[BLOCK];
    private int counter = 1;

    Scp03(byte[] authKey, byte[] hostChallenge, byte[] cardChallenge) {
        this.context = ByteBuffer.allocate(BLOCK).put(hostChallenge).put(cardChallenge).array();
        byte[] first = Arrays.copyOf(authKey, BLOCK);
        byte[] second = Arrays.copyOfRange(authKey, BLOCK, 2 * BLOCK);
        this.encryption = derived(first, 4, BLOCK);
        this.mac = derived(second, 6, BLOCK);
        this.answerMac = derived(second, 7, BLOCK);
    }

    byte[] cardCryptogram() {
        return derived(mac, 0, MAC);
    }

    /// Checks the command that ends the handshake, whole as it came.
    boolean authenticates(byte[] message) {
        boolean known =
                Arrays.equals(
                        derived(mac, 1, MAC),
                        Arrays.copyOfRange(message, HEADER + 1, HEADER + 1 + MAC));
        return takesMac(message) && known;
    }

    /// The command in a session message, whole as it came.
    byte[] command(byte[] message) throws HsmError {
        int length = message.length - HEADER - 1 - MAC;
        if (length < BLOCK || length % BLOCK != 0) {
            throw new HsmError(HsmError.WRONG_LENGTH);
        }
        if (!takesMac(message)) {
            throw new HsmError(HsmError.AUTHENTICATION_FAILED);
        }
        byte[] padded =
                cbc(
                        Cipher.DECRYPT_MODE,
                        Arrays.copyOfRange(message, HEADER + 1, HEADER + 1 + length));
        int end = padded.length - 1;
        while (end > 0 && padded[end] == 0) {
            end--;
        }
        if (padded[end] != (byte) 0x80) {
            throw new HsmError(HsmError.INVALID_DATA);
        }
        return Arrays.copyOf(padded, end);
    }

    /// The session message that holds an answer.
    byte[] answer(int session, byte[] answer) {
        byte[] padded = Arrays.copyOf(answer, (answer.length / BLOCK + 1) * BLOCK);
        padded[answer.length] = (byte) 0x80;
        byte[] sealed = cbc(Cipher.ENCRYPT_MODE, padded);
        counter++;
        ByteBuffer message =
                ByteBuffer.allocate(HEADER + 1 + sealed.length + MAC)
                        .put((byte) (Codes.SESSION_MESSAGE | 0x80))
                        .putShort((short) (1 + sealed.length + MAC))
                        .put((byte) session)
                        .put(sealed);
        byte[] covered = Arrays.copyOf(message.array(), message.position());
        return message.put(cmac(answerMac, chain, covered), 0, MAC).array();
    }

    private boolean takesMac(byte[] message) {
        byte[] covered = Arrays.copyOf(message, message.length - MAC);
        byte[] full = cmac(mac, chain, covered);
        byte[] sent = Arrays.copyOfRange(message, message.length - MAC, message.length);
        if (!Arrays.equals(Arrays.copyOf(full, MAC), sent)) {
            return false;
        }
        chain = full;
        return true;
    }

    private byte[] derived(byte[] key, int type, int length) {
        byte[] input =
                ByteBuffer.allocate(2 * BLOCK)
                        .position(11)
                        .put((byte) type)
                        .put((byte) 0)
                        .putShort((short) (8 * length))
                        .put((byte) 1)
                        .put(context)
                        .array();
        return Arrays.copyOf(cmac(key, input), length);
    }

    private byte[] cbc(int mode, byte[] blocks) {
        try {
            Cipher ecb = Cipher.getInstance("AES/ECB/NoPadding");
            ecb.init(Cipher.ENCRYPT_MODE, new SecretKeySpec(encryption, "AES"));
            byte[] number = ByteBuffer.allocate(BLOCK).position(12).putInt(counter).array();
            Cipher cbc = Cipher.getInstance("AES/CBC/NoPadding");
            cbc.init(
                    mode,
                    new SecretKeySpec(encryption, "AES"),
                    new IvParameterSpec(ecb.doFinal(number)));
            return cbc.doFinal(blocks);
        } catch (GeneralSecurityException e) {
            throw new Bug("every JDK has AES", e);
        }
    }

    private static byte[] cmac(byte[] key, byte[]... parts) {
        CMac cmac = new CMac(AESEngine.newInstance());
        cmac.init(new KeyParameter(key));
        for (byte[] part : parts) {
            cmac.update(part, 0, part.length);
        }
        byte[] full = new byte[BLOCK];
        cmac.doFinal(full, 0);
        return full;
    }
}
