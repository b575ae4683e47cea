package countersign.provider.yubihsm.setup;

import countersign.bytes.Check;
import countersign.bytes.SecretBytes;

import org.bouncycastle.crypto.digests.SHA256Digest;
import org.bouncycastle.crypto.digests.SHA512Digest;
import org.bouncycastle.crypto.generators.HKDFBytesGenerator;
import org.bouncycastle.crypto.params.HKDFParameters;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/// 256 bits as 24 English words with a checksum, after BIP39: 24 groups of 11 bits, of which the
/// last 8 are the first byte of the bits' SHA-256. Whoever has the words has the device and every
/// backup of its keys.
public final class Mnemonic implements AutoCloseable {
    public static final int WORDS = 24;

    /// The longest phrase: 24 words of eight letters and the spaces between them.
    public static final int PHRASE_BYTES_MAX = WORDS * (WordList.WORD_BYTES_MAX + 1) - 1;

    /// Bytes that a mnemonic stands for, and that each source gives for a new one.
    public static final int ENTROPY_BYTES = 32;

    private static final int WORD_BITS = 11;
    private static final byte[] GENERATION_INFO =
            "yubihsm setup BIP39 derivation".getBytes(StandardCharsets.US_ASCII);

    private final SecretBytes entropy;

    private Mnemonic(SecretBytes entropy) {
        this.entropy = entropy;
    }

    /// The mnemonic of 32 bytes, which are copied.
    public static Mnemonic ofEntropy(SecretBytes entropy) {
        Check.that(entropy.length() == ENTROPY_BYTES, "24 words are 32 bytes");
        return new Mnemonic(SecretBytes.take(entropy.unsafeExport()));
    }

    /// A new mnemonic out of 32 random bytes of the device and 32 of this machine: HKDF-SHA512 over
    /// both, as tmkms does, so that it is as good as the better of the two.
    public static Mnemonic generate(SecretBytes ofDevice, SecretBytes ofMachine) {
        Check.that(ofDevice.length() == ENTROPY_BYTES, "the device gives 32 bytes");
        Check.that(ofMachine.length() == ENTROPY_BYTES, "the machine gives 32 bytes");
        byte[] both = new byte[2 * ENTROPY_BYTES];
        byte[] first = ofDevice.unsafeExport();
        byte[] second = ofMachine.unsafeExport();
        System.arraycopy(first, 0, both, 0, ENTROPY_BYTES);
        System.arraycopy(second, 0, both, ENTROPY_BYTES, ENTROPY_BYTES);
        HKDFBytesGenerator hkdf = new HKDFBytesGenerator(new SHA512Digest());
        hkdf.init(new HKDFParameters(both, null, GENERATION_INFO));
        byte[] entropy = new byte[ENTROPY_BYTES];
        hkdf.generateBytes(entropy, 0, ENTROPY_BYTES);
        Arrays.fill(both, (byte) 0);
        Arrays.fill(first, (byte) 0);
        Arrays.fill(second, (byte) 0);
        return new Mnemonic(SecretBytes.take(entropy));
    }

    /// The mnemonic of 24 words in small letters, with any white space between and around them.
    public static Mnemonic ofPhrase(SecretBytes phrase) throws MnemonicException {
        byte[] text = phrase.unsafeExport();
        byte[] bits = new byte[ENTROPY_BYTES + 1];
        try {
            int words = 0;
            int at = 0;
            while (at < text.length) {
                int from = at;
                while (at < text.length && !isSpace(text[at])) {
                    at++;
                }
                if (at > from) {
                    putWord(text, from, at, ++words, bits);
                }
                at++;
            }
            if (words != WORDS) {
                throw new MnemonicException("a mnemonic has 24 words, and this has " + words);
            }
            if (bits[ENTROPY_BYTES] != checksum(bits)) {
                throw new MnemonicException(
                        "the words do not fit together: one is wrong, or two are in each other's"
                                + " place");
            }
            return new Mnemonic(SecretBytes.take(Arrays.copyOf(bits, ENTROPY_BYTES)));
        } finally {
            Arrays.fill(text, (byte) 0);
            Arrays.fill(bits, (byte) 0);
        }
    }

    /// A copy of the 32 bytes, which the caller must close.
    SecretBytes entropy() {
        return SecretBytes.take(entropy.unsafeExport());
    }

    /// The words with one space between them: the admin's password. The caller must close it.
    public SecretBytes phrase() {
        return words(0, WORDS);
    }

    /// The words in two lines of twelve, as they are shown to be written down. The caller must
    /// close both.
    public List<SecretBytes> lines() {
        List<SecretBytes> lines = new ArrayList<>(2);
        lines.add(words(0, WORDS / 2));
        lines.add(words(WORDS / 2, WORDS));
        return lines;
    }

    @Override
    public void close() {
        entropy.close();
    }

    private SecretBytes words(int from, int to) {
        byte[] exported = entropy.unsafeExport();
        byte[] bits = Arrays.copyOf(exported, ENTROPY_BYTES + 1);
        Arrays.fill(exported, (byte) 0);
        bits[ENTROPY_BYTES] = checksum(bits);
        Text text = new Text();
        for (int word = from; word < to; word++) {
            int number = 0;
            for (int bit = word * WORD_BITS; bit < (word + 1) * WORD_BITS; bit++) {
                number = (number << 1) | ((bits[bit / 8] >> (7 - bit % 8)) & 1);
            }
            if (word > from) {
                text.write(' ');
            }
            text.writeBytes(WordList.word(number));
        }
        Arrays.fill(bits, (byte) 0);
        return text.take();
    }

    /// Puts the 11 bits of the word from `from` to `to` where those of the `count`-th belong.
    private static void putWord(byte[] text, int from, int to, int count, byte[] bits)
            throws MnemonicException {
        int number = WordList.numberOf(text, from, to);
        if (number < 0) {
            throw new MnemonicException("word " + count + " is none of the English words of BIP39");
        }
        if (count > WORDS) {
            throw new MnemonicException("a mnemonic has 24 words, and this has more");
        }
        for (int i = 0; i < WORD_BITS; i++) {
            int bit = (count - 1) * WORD_BITS + i;
            int value = (number >> (WORD_BITS - 1 - i)) & 1;
            bits[bit / 8] |= (byte) (value << (7 - bit % 8));
        }
    }

    private static byte checksum(byte[] bits) {
        SHA256Digest sha256 = new SHA256Digest();
        sha256.update(bits, 0, ENTROPY_BYTES);
        byte[] digest = new byte[sha256.getDigestSize()];
        sha256.doFinal(digest, 0);
        return digest[0];
    }

    private static boolean isSpace(byte letter) {
        return letter == ' ' || letter == '\t' || letter == '\r' || letter == '\n';
    }

    /// Collects words without leaving them behind: of the length it may reach from the beginning,
    /// so that it never moves.
    private static final class Text extends ByteArrayOutputStream {
        Text() {
            super(PHRASE_BYTES_MAX);
        }

        SecretBytes take() {
            SecretBytes secret = SecretBytes.take(toByteArray());
            Arrays.fill(buf, (byte) 0);
            return secret;
        }
    }
}
