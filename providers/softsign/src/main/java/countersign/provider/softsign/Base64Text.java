package countersign.provider.softsign;

import java.util.Arrays;
import java.util.Base64;

/// Base64 as tmkms reads it: the standard alphabet on one line. White space at the end, missing
/// padding and set bits behind the last byte are tolerated, anything else is not.
final class Base64Text {
    private static final int PADDING_MAX = 2;
    private static final int CHARACTERS_PER_GROUP = 4;

    private Base64Text() {}

    /// The decoded bytes, which the caller wipes.
    static byte[] decode(byte[] text) throws KeyFileException {
        int end = text.length;
        while (end > 0 && isWhitespace(text[end - 1])) {
            end--;
        }
        for (int padding = 0; padding < PADDING_MAX && end > 0 && text[end - 1] == '='; padding++) {
            end--;
        }
        requireAlphabet(text, end);
        if (end == 0) {
            throw new KeyFileException("invalid length: there is no key in it", "write the key");
        }
        if (end % CHARACTERS_PER_GROUP == 1) {
            throw new KeyFileException(
                    "invalid length: base64 never has " + end + " characters",
                    "the end may be missing: copy the whole line");
        }
        byte[] body = Arrays.copyOf(text, end);
        try {
            return Base64.getDecoder().decode(body);
        } finally {
            Arrays.fill(body, (byte) 0);
        }
    }

    private static void requireAlphabet(byte[] text, int end) throws KeyFileException {
        for (int i = 0; i < end; i++) {
            if (text[i] == '\n' || text[i] == '\r') {
                throw new KeyFileException(
                        "bad encoding: more than one line", "write the base64 on one line");
            }
            if (!isBase64(text[i])) {
                throw new KeyFileException(
                        "bad encoding: character " + (i + 1) + " is not base64",
                        "a key file holds base64 on one line and nothing else");
            }
        }
    }

    private static boolean isWhitespace(byte character) {
        return character == ' ' || isBetween('\t', character, '\r');
    }

    private static boolean isBase64(byte character) {
        return isBetween('A', character, 'Z')
                || isBetween('a', character, 'z')
                || isBetween('0', character, '9')
                || character == '+'
                || character == '/';
    }

    private static boolean isBetween(char first, byte character, char last) {
        return first <= character && character <= last;
    }
}
