package countersign.provider.yubihsm.session;

import countersign.bytes.Bug;
import countersign.provider.yubihsm.wire.Command;
import countersign.provider.yubihsm.wire.DeviceRefusal;
import countersign.provider.yubihsm.wire.Frame;
import countersign.provider.yubihsm.wire.MalformedException;

import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.Arrays;

import javax.crypto.Cipher;
import javax.crypto.spec.IvParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/// Encrypts and authenticates the messages of one session.
///
/// A command is padded with `80 00…` to whole blocks and encrypted with AES-CBC; its initial
/// vector is the encrypted counter of the exchange, and the answer has the same one. A command's
/// MAC covers the MAC before it, so that no command can be left out; an answer's covers its
/// command's.
///
///     session message: session id 1 | ciphertext 16·n | first half of the MAC 8
final class SecureChannel implements AutoCloseable {
    private static final int BLOCK_BYTES = 16;
    private static final int MAC_BYTES = 8;
    private static final int ID_BYTES = 1;
    private static final byte PADDING = (byte) 0x80;

    private final byte id;
    private final byte[] encryption;
    private final byte[] mac;
    private final byte[] answerMac;
    private byte[] chain = new byte[BLOCK_BYTES];
    private int counter = 1;

    /// Takes the three keys over.
    SecureChannel(byte id, byte[] encryption, byte[] mac, byte[] answerMac) {
        this.id = id;
        this.encryption = encryption;
        this.mac = mac;
        this.answerMac = answerMac;
    }

    /// The message that proves to the device who we are. The first one of the chain of MACs, and
    /// the only one that is not encrypted.
    byte[] authentication(byte[] hostCryptogram) {
        byte[] body = new byte[ID_BYTES + hostCryptogram.length + MAC_BYTES];
        body[0] = id;
        System.arraycopy(hostCryptogram, 0, body, ID_BYTES, hostCryptogram.length);
        return chained(Frame.of(Command.AUTHENTICATE_SESSION, body));
    }

    /// The session message that holds a command. Each must be [answered][#open] before the next.
    byte[] seal(byte[] command) {
        byte[] padded = Arrays.copyOf(command, (command.length / BLOCK_BYTES + 1) * BLOCK_BYTES);
        padded[command.length] = PADDING;
        byte[] ciphertext = cbc(Cipher.ENCRYPT_MODE, padded);
        Arrays.fill(padded, (byte) 0);
        byte[] body = new byte[ID_BYTES + ciphertext.length + MAC_BYTES];
        body[0] = id;
        System.arraycopy(ciphertext, 0, body, ID_BYTES, ciphertext.length);
        return chained(Frame.of(Command.SESSION_MESSAGE, body));
    }

    /// The message in the answer to the last command. The caller wipes it where it is secret.
    byte[] open(byte[] answer) throws MalformedException, DeviceRefusal {
        byte[] body = Frame.answer(answer, Command.SESSION_MESSAGE);
        int length = body.length - ID_BYTES - MAC_BYTES;
        if (length < BLOCK_BYTES || length % BLOCK_BYTES != 0) {
            throw new MalformedException("it holds no whole blocks");
        }
        byte[] covered = Arrays.copyOf(answer, answer.length - MAC_BYTES);
        byte[] expected = Derivation.cmac(answerMac, chain, covered);
        byte[] received = Arrays.copyOfRange(answer, answer.length - MAC_BYTES, answer.length);
        if (!MessageDigest.isEqual(Arrays.copyOf(expected, MAC_BYTES), received)) {
            throw new MalformedException("its MAC is wrong");
        }
        if (body[0] != id) {
            throw new MalformedException("it belongs to another session");
        }
        byte[] padded =
                cbc(Cipher.DECRYPT_MODE, Arrays.copyOfRange(body, ID_BYTES, ID_BYTES + length));
        counter++;
        return unpadded(padded);
    }

    /// Wipes the keys.
    @Override
    public void close() {
        Arrays.fill(encryption, (byte) 0);
        Arrays.fill(mac, (byte) 0);
        Arrays.fill(answerMac, (byte) 0);
    }

    private byte[] chained(byte[] frame) {
        byte[] covered = Arrays.copyOf(frame, frame.length - MAC_BYTES);
        chain = Derivation.cmac(mac, chain, covered);
        System.arraycopy(chain, 0, frame, covered.length, MAC_BYTES);
        return frame;
    }

    private byte[] cbc(int mode, byte[] blocks) {
        try {
            SecretKeySpec key = new SecretKeySpec(encryption, "AES");
            Cipher ecb = Cipher.getInstance("AES/ECB/NoPadding");
            ecb.init(Cipher.ENCRYPT_MODE, key);
            byte[] block = ByteBuffer.allocate(BLOCK_BYTES).putInt(12, counter).array();
            Cipher cbc = Cipher.getInstance("AES/CBC/NoPadding");
            cbc.init(mode, key, new IvParameterSpec(ecb.doFinal(block)));
            return cbc.doFinal(blocks);
        } catch (GeneralSecurityException e) {
            throw new Bug("every JDK has AES", e);
        }
    }

    private static byte[] unpadded(byte[] padded) throws MalformedException {
        int end = padded.length - 1;
        while (end >= 0 && padded[end] == 0) {
            end--;
        }
        if (end < 0 || padded[end] != PADDING) {
            throw new MalformedException("its padding is wrong");
        }
        byte[] message = Arrays.copyOf(padded, end);
        Arrays.fill(padded, (byte) 0);
        return message;
    }
}
