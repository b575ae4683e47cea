package countersign.guard;

/// Durable memory of one key on one chain: the seam to what keeps the mark.
///
/// One caller at a time; the [Guard] sees to that.
public interface MarkStore extends AutoCloseable {
    Mark current();

    /// Must return only when `next` would survive a power cut at this instant. `expected` is what
    /// the caller believes to be current; anything else is a bug.
    ///
    /// Throws [StoreException] when the mark could not be made durable. From then on the store is
    /// poisoned: every later call throws too, whatever the disk says (after a failed flush the
    /// kernel may call the lost pages clean).
    void advance(Mark expected, Mark next) throws StoreException;

    @Override
    void close();
}
