package countersign.tx.policy;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

import java.util.ArrayList;
import java.util.List;

final class PatternTest {
    /// Every pattern of up to five characters with every text of up to five, beside the definition.
    @Test
    void everySmallPattern_matchesAsItIsDefined() {
        List<String> texts = words("ab", 5);
        int matched = 0;
        for (String written : words("ab*", 5)) {
            Pattern pattern = new Pattern(written);
            for (String text : texts) {
                boolean expected = isLike(text, written);
                assertEquals(expected, pattern.matches(text), written + " " + text);
                matched += expected ? 1 : 0;
            }
        }
        assertTrue(matched > 1000, matched + " matches");
    }

    @Test
    void manyStars_areNotSlow() {
        Pattern hostile = new Pattern("*a".repeat(250) + "b");
        assertFalse(hostile.matches("a".repeat(100_000)));
    }

    @Test
    void controlCharacters_areNotStoodFor() {
        assertFalse(new Pattern("*").matches("a\nb"));
        assertTrue(new Pattern("*").matches("ä €"));
    }

    private static boolean isLike(String text, String pattern) {
        if (pattern.isEmpty()) {
            return text.isEmpty();
        }
        if (pattern.charAt(0) == '*') {
            return isLike(text, pattern.substring(1))
                    || (!text.isEmpty() && isLike(text.substring(1), pattern));
        }
        return !text.isEmpty()
                && text.charAt(0) == pattern.charAt(0)
                && isLike(text.substring(1), pattern.substring(1));
    }

    private static List<String> words(String alphabet, int lengthMax) {
        List<String> all = new ArrayList<>(List.of(""));
        int from = 0;
        for (int length = 1; length <= lengthMax; length++) {
            int to = all.size();
            for (int i = from; i < to; i++) {
                for (int letter = 0; letter < alphabet.length(); letter++) {
                    all.add(all.get(i) + alphabet.charAt(letter));
                }
            }
            from = to;
        }
        return all;
    }
}
