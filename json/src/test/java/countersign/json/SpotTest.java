package countersign.json;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

import java.nio.charset.StandardCharsets;

final class SpotTest {
    @Test
    void path_namesTheWayFromTheRoot() {
        Spot root = new Spot("$", 1, 1);
        Spot marks = new Spot(root.member("marks"), 2, 3);

        assertEquals("$.marks[3]", marks.item(3));
        assertEquals("2:3: $.marks", marks.toString());
    }

    /// A document of nested long names, each path of which would be as long as all names above it.
    @Test
    void pathsOfNestedLongNames_stayShort() throws JsonException {
        String name = "n".repeat(250);
        StringBuilder text = new StringBuilder();
        for (int depth = 0; depth < JsonDocument.DEPTH_MAX - 1; depth++) {
            text.append("{\"").append(name).append("\":");
        }
        text.append("[1]").append("}".repeat(JsonDocument.DEPTH_MAX - 1));

        JsonValue value = JsonDocument.parse(text.toString().getBytes(StandardCharsets.UTF_8));
        while (value instanceof JsonValue.Members(Spot at, var values)) {
            assertTrue(at.path().length() <= Spot.PATH_CHARS_MAX, at.path());
            value = values.values().iterator().next();
        }
        Spot deepest = ((JsonValue.Items) value).values().getFirst().at();
        assertTrue(deepest.path().startsWith("…"), deepest.path());
        assertTrue(deepest.path().endsWith("[0]"), deepest.path());
    }
}
