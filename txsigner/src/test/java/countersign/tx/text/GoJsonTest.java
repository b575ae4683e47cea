package countersign.tx.text;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import countersign.bytes.Bug;

import org.junit.jupiter.api.Test;

import java.util.Map;

final class GoJsonTest {
    @Test
    void text_isEscapedAsGoDoes() {
        assertEquals("\"hi \\u003c\\u0026\\u003e\"", GoJson.text("hi <&>"));
        assertEquals("\"\\u2028\\u2029\"", GoJson.text("\u2028\u2029"));
        assertEquals("\"\\\"\\\\\\n\\r\\t/'\"", GoJson.text("\"\\\n\r\t/'"));
        assertEquals("\"ä€😀\u007f\"", GoJson.text("ä€😀\u007f"));
    }

    @Test
    void controlCharacters_areABug() {
        assertThrows(Bug.class, () -> GoJson.text("\b"));
    }

    @Test
    void names_areSorted() {
        assertEquals(
                "{\"B\":2,\"a\":1,\"a_b\":[]}",
                GoJson.object(Map.of("a_b", "[]", "a", "1", "B", "2")));
    }
}
