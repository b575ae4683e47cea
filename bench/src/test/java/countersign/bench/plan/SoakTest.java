package countersign.bench.plan;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import countersign.bench.peer.ProcessFacts;

import org.junit.jupiter.api.Test;

final class SoakTest {
    private static final ProcessFacts BEFORE = new ProcessFacts(90_000, 20, 30);

    @Test
    void sameOrLess_isFlat() {
        assertTrue(Soak.isFlat(BEFORE, BEFORE));
        assertTrue(Soak.isFlat(BEFORE, new ProcessFacts(80_000, 12, 29)));
        assertTrue(Soak.isFlat(BEFORE, new ProcessFacts(95_000, 22, 30)));
    }

    @Test
    void oneDescriptorMore_isNot() {
        assertFalse(Soak.isFlat(BEFORE, new ProcessFacts(90_000, 20, 31)));
    }

    @Test
    void manyThreadsMore_isNot() {
        assertFalse(Soak.isFlat(BEFORE, new ProcessFacts(90_000, 23, 30)));
    }

    @Test
    void muchMemoryMore_isNot() {
        assertFalse(Soak.isFlat(BEFORE, new ProcessFacts(107_000, 20, 30)));
    }
}
