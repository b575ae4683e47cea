package countersign.provider.softsign.locked;

import countersign.bytes.Bytes;
import countersign.bytes.SecretBytes;

import org.bouncycastle.crypto.generators.Argon2BytesGenerator;
import org.bouncycastle.crypto.params.Argon2Parameters;

import java.util.Arrays;

/// How much work one guess at a passphrase is, by Argon2id version 0x13 (RFC 9106).
///
/// @param memoryKib how much memory it takes, in KiB
/// @param passes how often it goes over the memory
/// @param lanes into how many lanes the memory is divided
record Argon2Cost(int memoryKib, int passes, int lanes) {
    /// Below this a guess costs next to nothing.
    static final int MEMORY_KIB_MIN = 8 * 1024;

    /// Half of the heap that the program is started with.
    static final int MEMORY_KIB_MAX = 64 * 1024;

    /// Two seconds or three, with all of the memory.
    static final int PASSES_MAX = 10;

    static final int LANES_MAX = 8;

    /// RFC 9106's second recommendation.
    static final Argon2Cost OURS = new Argon2Cost(MEMORY_KIB_MAX, 3, 4);

    /// Whether it is within what a file may ask for.
    boolean isAllowed() {
        return memoryKib >= MEMORY_KIB_MIN
                && memoryKib <= MEMORY_KIB_MAX
                && passes >= 1
                && passes <= PASSES_MAX
                && lanes >= 1
                && lanes <= LANES_MAX;
    }

    /// The key of 32 bytes for a passphrase, which the caller wipes.
    byte[] key(SecretBytes passphrase, Bytes salt) {
        Argon2Parameters parameters =
                new Argon2Parameters.Builder(Argon2Parameters.ARGON2_id)
                        .withVersion(Argon2Parameters.ARGON2_VERSION_13)
                        .withMemoryAsKB(memoryKib)
                        .withIterations(passes)
                        .withParallelism(lanes)
                        .withSalt(salt.toArray())
                        .build();
        Argon2BytesGenerator generator = new Argon2BytesGenerator();
        generator.init(parameters);
        byte[] key = new byte[Aead.KEY_BYTES];
        byte[] text = passphrase.unsafeExport();
        try {
            generator.generateBytes(text, key);
            return key;
        } finally {
            Arrays.fill(text, (byte) 0);
        }
    }
}
