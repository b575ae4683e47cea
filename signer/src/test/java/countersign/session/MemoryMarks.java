package countersign.session;

import countersign.bytes.Check;
import countersign.guard.Mark;
import countersign.guard.MarkStore;
import countersign.guard.StoreException;

/// Marks without a disk.
public final class MemoryMarks implements MarkStore {
    private Mark current;
    private boolean failed;

    public volatile boolean fails;

    public MemoryMarks(Mark first) {
        this.current = first;
    }

    @Override
    public Mark current() {
        return current;
    }

    @Override
    public void advance(Mark expected, Mark next) throws StoreException {
        Check.that(expected.equals(current), "the caller knows the mark");
        failed |= fails;
        if (failed) {
            throw new StoreException("the disk is full", "make room, then restart");
        }
        current = next;
    }

    @Override
    public void close() {}
}
