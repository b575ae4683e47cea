package countersign.provider.softsign.locked;

import countersign.bytes.SecretBytes;
import countersign.provider.softsign.KeyFileException;

import java.util.Arrays;

/// Bech32 of 32 secret bytes in capitals, decoded without a string, which nobody could wipe.
final class SecretBech32 {
    private static final String ALPHABET = "QPZRY9X8GF2TVDW0S3JN54KHCE6MUA7L";
    private static final int[] GENERATOR = {
        0x3B6A57B2, 0x26508E6D, 0x1EA119FA, 0x3D4233DD, 0x2A1462B3
    };
    private static final int CHECKSUM_CHARACTERS = 6;
    private static final int BYTES = 32;

    /// Of five bits each; the last one has four bits that are zero.
    private static final int GROUPS = 52;

    private SecretBech32() {}

    /// The bytes behind a prefix, which ends with `1`. The caller wipes `text`.
    static SecretBytes decode(byte[] text, int prefix) throws KeyFileException {
        if (text.length != prefix + GROUPS + CHECKSUM_CHARACTERS) {
            throw mistyped();
        }
        byte[] groups = new byte[text.length - prefix];
        byte[] bytes = new byte[BYTES];
        try {
            for (int i = 0; i < groups.length; i++) {
                groups[i] = (byte) ALPHABET.indexOf(text[prefix + i]);
                if (groups[i] < 0) {
                    throw mistyped();
                }
            }
            if (checksum(text, prefix - 1, groups) != 1 || (groups[GROUPS - 1] & 0xF) != 0) {
                throw mistyped();
            }
            for (int bit = 0; bit < 8 * BYTES; bit++) {
                int value = groups[bit / 5] >>> (4 - bit % 5) & 1;
                bytes[bit / 8] |= (byte) (value << (7 - bit % 8));
            }
            return SecretBytes.take(bytes);
        } finally {
            Arrays.fill(groups, (byte) 0);
            Arrays.fill(bytes, (byte) 0);
        }
    }

    /// Over the prefix in small letters and the groups, as BIP-173 has it.
    private static int checksum(byte[] text, int prefix, byte[] groups) {
        int checksum = 1;
        for (int i = 0; i < prefix; i++) {
            checksum = step(checksum, Character.toLowerCase(text[i]) >>> 5);
        }
        checksum = step(checksum, 0);
        for (int i = 0; i < prefix; i++) {
            checksum = step(checksum, Character.toLowerCase(text[i]) & 31);
        }
        for (byte group : groups) {
            checksum = step(checksum, group);
        }
        return checksum;
    }

    private static int step(int checksum, int group) {
        int next = (checksum & 0x1FFFFFF) << 5 ^ group;
        for (int i = 0; i < GENERATOR.length; i++) {
            next ^= (checksum >>> (25 + i) & 1) * GENERATOR[i];
        }
        return next;
    }

    private static KeyFileException mistyped() {
        return new KeyFileException(
                "an identity in it does not have its checksum",
                "copy the identity file again: a letter is wrong or missing");
    }
}
