package countersign.json;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;

final class OneLineTest {
    @Test
    void charactersThatAreNotShownAsThemselves_areReplaced() {
        assertEquals("a?b?c?d", OneLine.of("a\nb\u0085c\u001bd"));
        assertEquals("gnp.exe? ?", OneLine.of("gnp.exe\u202e \u2028"));
        assertEquals("é 漢 😀", OneLine.of("é 漢 😀"));
        assertEquals("?", OneLine.of("\udb40\udc41"));
    }

    @Test
    void longText_isCutOff() {
        assertEquals("ab…", OneLine.of("abc", 2));
        assertEquals("abc", OneLine.of("abc", 3));
        assertEquals("a?…", OneLine.of("a😀", 2));
    }
}
