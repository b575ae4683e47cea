package countersign.provider.yubihsm.setup;

import countersign.bytes.Bug;
import countersign.bytes.Check;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Arrays;

/// The 2048 English words of BIP39, in their order, which is the alphabet's.
final class WordList {
    static final String RESOURCE = "bip39-english.txt";
    static final int WORDS = 2048;

    /// The length of the longest word.
    static final int WORD_BYTES_MAX = 8;

    private static final byte[][] ALL = read();

    private WordList() {}

    /// A copy of the word with this number.
    static byte[] word(int number) {
        return ALL[number].clone();
    }

    /// The number of the word that stands in `text` from `from` to `to`, or -1. Takes bytes and not
    /// a `String`, which nobody could wipe.
    static int numberOf(byte[] text, int from, int to) {
        int low = 0;
        int high = WORDS - 1;
        while (low <= high) {
            int middle = (low + high) >>> 1;
            int order = Arrays.compare(ALL[middle], 0, ALL[middle].length, text, from, to);
            if (order == 0) {
                return middle;
            }
            if (order < 0) {
                low = middle + 1;
            } else {
                high = middle - 1;
            }
        }
        return -1;
    }

    private static byte[][] read() {
        try (InputStream list = WordList.class.getResourceAsStream(RESOURCE)) {
            if (list == null) {
                throw new Bug("the word list is part of the program");
            }
            byte[][] words = new byte[WORDS][];
            byte[] text = list.readAllBytes();
            int word = 0;
            int from = 0;
            for (int at = 0; at < text.length; at++) {
                if (text[at] == '\n') {
                    words[word++] = Arrays.copyOfRange(text, from, at);
                    from = at + 1;
                }
            }
            Check.that(word == WORDS, "the word list is whole");
            return words;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
