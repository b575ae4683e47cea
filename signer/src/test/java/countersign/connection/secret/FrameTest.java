package countersign.connection.secret;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import countersign.bytes.Bug;
import countersign.bytes.Bytes;
import countersign.bytes.SecretBytes;
import countersign.connection.PeerException;
import countersign.connection.PeerFault;
import countersign.proof.Figures;
import countersign.proof.Proof;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import tools.jackson.databind.JsonNode;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

class FrameTest {
    @Test
    void tmkmsFrames_areSealedAndOpened() throws PeerException {
        SecretBytes key = Vectors.secret(Vectors.TMKMS.at("/kdf_only/okm_0_32"));
        FrameSealer sealer = new FrameSealer(key);
        FrameOpener opener = new FrameOpener(key);
        for (String name : new String[] {"frame0", "frame1"}) {
            JsonNode frame = Vectors.TMKMS.get("frames").get(name);
            Bytes text = ascii(frame.get("plaintext_ascii").asString());
            assertEquals(Vectors.bytes(frame.get("ciphertext_1044")), seal(sealer, text));
            assertEquals(text, open(opener, seal(frame)));
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 1023, 1024})
    void dataOfAnyLength_comesBackEqual(int length) throws PeerException {
        Bytes data = Bytes.of(new byte[length]);
        assertEquals(data, open(new FrameOpener(key()), seal(new FrameSealer(key()), data)));
    }

    @Proof("E7")
    void everyFlippedBit_isRefused(Figures figures) throws PeerException {
        byte[] sealed = seal(new FrameSealer(key()), ascii("hello")).toArray();
        figures.found("bits of a frame and its tag flipped", 8L * sealed.length);
        for (int bit = 0; bit < 8 * sealed.length; bit++) {
            sealed[bit / 8] ^= (byte) (1 << (bit % 8));
            assertMalformed(new FrameOpener(key()), Bytes.of(sealed));
            sealed[bit / 8] ^= (byte) (1 << (bit % 8));
        }
        assertEquals(ascii("hello"), open(new FrameOpener(key()), Bytes.of(sealed)));
    }

    @Proof("E7")
    void frameOutOfTurn_isRefused() throws PeerException {
        FrameSealer sealer = new FrameSealer(key());
        Bytes first = seal(sealer, ascii("first"));
        Bytes second = seal(sealer, ascii("second"));
        assertMalformed(new FrameOpener(key()), second);
        FrameOpener opener = new FrameOpener(key());
        assertEquals(ascii("first"), open(opener, first));
        assertMalformed(opener, first);
    }

    @Proof("E7")
    void claimOfMoreThanAFrameHolds_isRefused(Figures figures) throws PeerException {
        for (int claimed : new int[] {0, 1, 2, 1022, 1023, 1024}) {
            assertEquals(claimed, open(new FrameOpener(key()), claiming(claimed)).length());
        }
        int refused = 0;
        for (int claimed = 1025; claimed <= 65_536; claimed++) {
            assertMalformed(new FrameOpener(key()), claiming(claimed));
            refused++;
        }
        for (int bit = 11; bit < Integer.SIZE; bit++) {
            assertMalformed(new FrameOpener(key()), claiming(1 << bit));
            assertMalformed(new FrameOpener(key()), claiming(-1 >>> (bit - 11)));
            refused += 2;
        }
        figures.found("lengths that no frame has", refused);
    }

    private static Bytes claiming(int length) {
        byte[] plain = new byte[FrameCipher.PLAIN_BYTES];
        LittleEndian.putInt(plain, 0, length);
        return sealPlain(plain);
    }

    @Test
    void stalePadding_isIgnoredAsGoSendsIt() throws PeerException {
        byte[] plain = new byte[FrameCipher.PLAIN_BYTES];
        Arrays.fill(plain, (byte) 0x5A);
        LittleEndian.putInt(plain, 0, 2);
        assertEquals(Bytes.ofHex("5a5a"), open(new FrameOpener(key()), sealPlain(plain)));
    }

    @Test
    void ownPadding_isZeroAfterALongerFrame() throws Exception {
        FrameSealer sealer = new FrameSealer(key());
        byte[] full = new byte[FrameCipher.DATA_BYTES_MAX];
        Arrays.fill(full, (byte) 0x77);
        FrameCipher cipher = new FrameCipher(key());
        byte[] plain = new byte[FrameCipher.PLAIN_BYTES];
        cipher.open(seal(sealer, Bytes.of(full)).toArray(), plain);
        cipher.open(seal(sealer, ascii("x")).toArray(), plain);
        byte[] expected = new byte[FrameCipher.PLAIN_BYTES];
        LittleEndian.putInt(expected, 0, 1);
        expected[FrameCipher.HEADER_BYTES] = 'x';
        assertEquals(Bytes.of(expected), Bytes.of(plain));
    }

    @Test
    void nonce_countsLittleEndianFromByteFour() {
        Nonce nonce = new Nonce(0x0102);
        assertEquals(Bytes.ofHex("000000000201000000000000"), Bytes.of(nonce.next()));
        assertEquals(Bytes.ofHex("000000000301000000000000"), Bytes.of(nonce.next()));
    }

    @Proof("E7")
    void nonceAtItsEnd_neverWraps() {
        Nonce nonce = new Nonce(-2);
        assertEquals(Bytes.ofHex("00000000feffffffffffffff"), Bytes.of(nonce.next()));
        assertThrows(Bug.class, nonce::next);
        assertThrows(Bug.class, nonce::next);
    }

    private static SecretBytes key() {
        return SecretBytes.take(new byte[FrameCipher.KEY_BYTES]);
    }

    private static Bytes ascii(String text) {
        return Bytes.of(text.getBytes(StandardCharsets.US_ASCII));
    }

    private static Bytes seal(JsonNode frame) {
        return Vectors.bytes(frame.get("ciphertext_1044"));
    }

    private static Bytes seal(FrameSealer sealer, Bytes data) {
        byte[] sealed = new byte[FrameCipher.SEALED_BYTES];
        sealer.seal(data.toArray(), 0, data.length(), sealed);
        return Bytes.of(sealed);
    }

    private static Bytes sealPlain(byte[] plain) {
        byte[] sealed = new byte[FrameCipher.SEALED_BYTES];
        new FrameCipher(key()).seal(plain, sealed);
        return Bytes.of(sealed);
    }

    private static Bytes open(FrameOpener opener, Bytes sealed) throws PeerException {
        opener.open(sealed.toArray());
        byte[] data = new byte[opener.available()];
        assertEquals(data.length, opener.take(data, 0, data.length));
        return Bytes.of(data);
    }

    private static void assertMalformed(FrameOpener opener, Bytes sealed) {
        PeerException e = assertThrows(PeerException.class, () -> open(opener, sealed));
        assertEquals(PeerFault.MALFORMED, e.fault());
    }
}
