package countersign.bytes;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import org.junit.jupiter.api.Test;

class CheckTest {
    @Test
    void whatHolds_passes() {
        Check.that(true, "never seen");
    }

    @Test
    void whatDoesNotHold_isABugThatSaysWhat() {
        Bug bug = assertThrows(Bug.class, () -> Check.that(false, "one is two"));
        assertEquals("invariant violated: one is two", bug.getMessage());
    }
}
