package countersign.json;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

import java.util.List;

final class ProblemsTest {
    @Test
    void firstProblems_areKept_andTheOthersCounted() {
        Problems problems = new Problems(2);
        assertTrue(problems.isEmpty());
        problems.add("a");
        problems.add("b");
        assertEquals(List.of("a", "b"), problems.all());
        assertEquals("a; b", problems.toString());
        problems.add("c");
        problems.add("d");
        assertEquals(4, problems.size());
        assertEquals(List.of("a", "b"), problems.first());
        assertEquals("a; b; and 2 more", problems.toString());
    }
}
