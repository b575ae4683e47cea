package countersign.provider.softsign.locked;

import countersign.bytes.Bytes;
import countersign.bytes.SecretBytes;

import org.bouncycastle.crypto.digests.SHA256Digest;
import org.bouncycastle.crypto.engines.Salsa20Engine;
import org.bouncycastle.crypto.generators.PKCS5S2ParametersGenerator;
import org.bouncycastle.crypto.params.KeyParameter;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteOrder;
import java.util.Arrays;

/// scrypt (RFC 7914) with r = 8 and p = 1, as age uses it.
///
/// BouncyCastle's would take its memory from the Java heap: a quarter of a gigabyte for what the
/// `age` command writes, which is twice the heap that a signer needs. This one takes it from the
/// system, for as long as it computes.
final class Scrypt {
    private static final int R = 8;
    private static final int BLOCK_BYTES = 128 * R;
    private static final int WORDS = BLOCK_BYTES / Integer.BYTES;
    private static final int SALSA_WORDS = 16;
    private static final int SALSA_ROUNDS = 8;
    private static final ValueLayout.OfInt WORD =
            ValueLayout.JAVA_INT.withOrder(ByteOrder.LITTLE_ENDIAN);

    private Scrypt() {}

    /// A key of 32 bytes, which the caller wipes. Takes `2 ^ logN` KiB of memory; throws
    /// `OutOfMemoryError` where the system does not give them.
    static byte[] key(SecretBytes passphrase, Bytes salt, int logN) {
        byte[] text = passphrase.unsafeExport();
        byte[] block = pbkdf2(text, salt.toArray(), BLOCK_BYTES);
        try {
            mix(block, 1 << logN);
            return pbkdf2(text, block, Aead.KEY_BYTES);
        } finally {
            Arrays.fill(text, (byte) 0);
            Arrays.fill(block, (byte) 0);
        }
    }

    private static void mix(byte[] block, int n) {
        int[] x = new int[WORDS];
        int[] y = new int[WORDS];
        MemorySegment words = MemorySegment.ofArray(block);
        MemorySegment.copy(words, WORD.withByteAlignment(1), 0, x, 0, WORDS);
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment memory = arena.allocate((long) n * BLOCK_BYTES, Long.BYTES);
            for (int i = 0; i < n; i++) {
                MemorySegment.copy(x, 0, memory, WORD, (long) i * BLOCK_BYTES, WORDS);
                mixBlock(x, y);
            }
            for (int i = 0; i < n; i++) {
                long at = (long) (x[WORDS - SALSA_WORDS] & (n - 1)) * BLOCK_BYTES;
                for (int word = 0; word < WORDS; word++) {
                    x[word] ^= memory.get(WORD, at + (long) word * Integer.BYTES);
                }
                mixBlock(x, y);
            }
            memory.fill((byte) 0);
        }
        MemorySegment.copy(x, 0, words, WORD.withByteAlignment(1), 0, WORDS);
        Arrays.fill(x, 0);
        Arrays.fill(y, 0);
    }

    /// RFC 7914, section 4: the even results go to the first half, the odd ones to the second.
    private static void mixBlock(int[] x, int[] y) {
        int[] sum = Arrays.copyOfRange(x, WORDS - SALSA_WORDS, WORDS);
        for (int i = 0; i < 2 * R; i++) {
            for (int word = 0; word < SALSA_WORDS; word++) {
                sum[word] ^= x[i * SALSA_WORDS + word];
            }
            Salsa20Engine.salsaCore(SALSA_ROUNDS, sum, sum);
            System.arraycopy(sum, 0, y, (i / 2 + i % 2 * R) * SALSA_WORDS, SALSA_WORDS);
        }
        System.arraycopy(y, 0, x, 0, WORDS);
    }

    private static byte[] pbkdf2(byte[] passphrase, byte[] salt, int length) {
        PKCS5S2ParametersGenerator generator = new PKCS5S2ParametersGenerator(new SHA256Digest());
        generator.init(passphrase, salt, 1);
        KeyParameter key = (KeyParameter) generator.generateDerivedMacParameters(8 * length);
        byte[] derived = key.getKey().clone();
        Arrays.fill(key.getKey(), (byte) 0);
        return derived;
    }
}
