package countersign.verdicts;

import countersign.bytes.Check;
import countersign.guard.Mark;
import countersign.guard.MarkStore;

/// Marks without a disk, which a test may put back.
final class MarksInMemory implements MarkStore {
    private Mark current = new Mark.Unsigned();

    void rewind(Mark earlier) {
        current = earlier;
    }

    @Override
    public Mark current() {
        return current;
    }

    @Override
    public void advance(Mark expected, Mark next) {
        Check.that(expected.equals(current), "the caller knows the mark");
        current = next;
    }

    @Override
    public void close() {}
}
