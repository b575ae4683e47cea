package countersign.consensus;

import countersign.bytes.Bytes;

import java.nio.charset.StandardCharsets;
import java.util.Locale;

/// Bech32 (BIP-173, checksum constant 1) over whole bytes, as Cosmos chains write addresses and
/// keys: human-readable part, `1`, the bytes in groups of five bits, six characters of checksum.
///
/// The limit of 90 characters is left out, as in the Cosmos SDK, which allows 1023.
public final class Bech32 {
    public static final int CHARACTERS_MAX = 1023;

    private static final String ALPHABET = "qpzry9x8gf2tvdw0s3jn54khce6mua7l";
    private static final int[] GENERATOR = {
        0x3B6A57B2, 0x26508E6D, 0x1EA119FA, 0x3D4233DD, 0x2A1462B3
    };
    private static final int PREFIX_CHARACTERS_MAX = 83;
    private static final int CHECKSUM_CHARACTERS = 6;

    private Bech32() {}

    /// A human-readable part, lower case, and what follows it.
    public record Decoded(String prefix, Bytes data) {}

    /// Throws `IllegalArgumentException` for a prefix that [#isPrefix] does not accept.
    public static String encode(String prefix, Bytes data) {
        if (!isPrefix(prefix)) {
            throw new IllegalArgumentException(
                    "a bech32 prefix has 1 to 83 printable characters without capitals");
        }
        byte[] groups = regroup(data.toArray(), 8, 5, true);
        StringBuilder text = new StringBuilder(prefix).append('1');
        for (byte group : groups) {
            text.append(ALPHABET.charAt(group));
        }
        int checksum = checksum(prefix, groups, new byte[CHECKSUM_CHARACTERS]) ^ 1;
        for (int i = CHECKSUM_CHARACTERS - 1; i >= 0; i--) {
            text.append(ALPHABET.charAt((checksum >>> (5 * i)) & 31));
        }
        return text.toString();
    }

    /// Throws `IllegalArgumentException` with the reason for anything but bech32 over whole bytes,
    /// in one case.
    public static Decoded decode(String text) {
        if (text.length() > CHARACTERS_MAX) {
            throw new IllegalArgumentException("bech32 is longer than 1023 characters");
        }
        if (!text.chars().allMatch(character -> character > ' ' && character <= '~')) {
            throw new IllegalArgumentException("bech32 is printable ASCII without spaces");
        }
        String lower = text.toLowerCase(Locale.ROOT);
        if (!text.equals(lower) && !text.equals(text.toUpperCase(Locale.ROOT))) {
            throw new IllegalArgumentException("bech32 mixes capitals and small letters");
        }
        int separator = lower.lastIndexOf('1');
        if (separator < 1 || !isPrefix(lower.substring(0, separator))) {
            throw new IllegalArgumentException("bech32 has no prefix");
        }
        String prefix = lower.substring(0, separator);
        byte[] groups = groups(lower.substring(separator + 1));
        if (groups.length < CHECKSUM_CHARACTERS || checksum(prefix, groups) != 1) {
            throw new IllegalArgumentException("bech32 checksum does not fit: a typing error");
        }
        byte[] body = Bytes.of(groups).first(groups.length - CHECKSUM_CHARACTERS).toArray();
        return new Decoded(prefix, Bytes.of(regroup(body, 5, 8, false)));
    }

    /// Whether text can stand in front: 1 to 83 printable ASCII characters without capitals.
    public static boolean isPrefix(String text) {
        return !text.isEmpty()
                && text.length() <= PREFIX_CHARACTERS_MAX
                && text.chars().allMatch(c -> c >= '!' && c <= '~' && (c < 'A' || c > 'Z'));
    }

    private static byte[] groups(String characters) {
        byte[] groups = new byte[characters.length()];
        for (int i = 0; i < groups.length; i++) {
            int group = ALPHABET.indexOf(characters.charAt(i));
            if (group < 0) {
                throw new IllegalArgumentException(
                        "character " + (i + 1) + " after the last 1 is not bech32");
            }
            groups[i] = (byte) group;
        }
        return groups;
    }

    private static int checksum(String prefix, byte[]... groups) {
        byte[] characters = prefix.getBytes(StandardCharsets.US_ASCII);
        int checksum = 1;
        for (byte character : characters) {
            checksum = step(checksum, character >>> 5);
        }
        checksum = step(checksum, 0);
        for (byte character : characters) {
            checksum = step(checksum, character & 31);
        }
        for (byte[] part : groups) {
            for (byte group : part) {
                checksum = step(checksum, group);
            }
        }
        return checksum;
    }

    private static int step(int checksum, int group) {
        int next = ((checksum & 0x1FFFFFF) << 5) ^ group;
        int leaving = checksum >>> 25;
        for (int generator : GENERATOR) {
            if ((leaving & 1) == 1) {
                next ^= generator;
            }
            leaving >>>= 1;
        }
        return next;
    }

    /// Bits from groups of `from` to groups of `to`. A last group that is not full is filled with
    /// zeros where `pad`; else it must be nothing but such filling.
    private static byte[] regroup(byte[] groups, int from, int to, boolean pad) {
        int bitsIn = groups.length * from;
        int length = pad ? (bitsIn + to - 1) / to : bitsIn / to;
        byte[] regrouped = new byte[length];
        int held = 0;
        int heldBits = 0;
        int next = 0;
        for (byte group : groups) {
            held = ((held << from) | (group & ((1 << from) - 1))) & 0xFFF;
            heldBits += from;
            while (heldBits >= to) {
                heldBits -= to;
                regrouped[next++] = (byte) ((held >>> heldBits) & ((1 << to) - 1));
            }
        }
        int rest = held & ((1 << heldBits) - 1);
        if (pad) {
            if (heldBits > 0) {
                regrouped[next] = (byte) (rest << (to - heldBits));
            }
        } else if (heldBits >= from || rest != 0) {
            throw new IllegalArgumentException("bech32 does not hold whole bytes");
        }
        return regrouped;
    }
}
