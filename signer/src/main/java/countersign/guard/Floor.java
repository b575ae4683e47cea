package countersign.guard;

import countersign.bytes.Check;

/// The height that the chain is known to have reached, whatever our mark says: nothing new is
/// signed at or below it. A mark that was put back from a backup lies below it.
///
/// `height` is 0 where nothing is known. While `awaited`, somebody is still being asked, and
/// nothing new is signed at all. Lives in memory only: the next start asks again.
public record Floor(long height, boolean awaited) {
    /// Nobody is asked.
    public static final Floor NONE = new Floor(0, false);

    /// Somebody is asked who has not answered yet.
    public static final Floor AWAITED = new Floor(0, true);

    public Floor {
        Check.that(height >= 0, "a chain's height is never negative");
    }

    /// The higher of this floor and `other`, awaited as before.
    Floor raisedTo(long other) {
        return new Floor(Math.max(height, other), awaited);
    }

    /// Nobody is asked any more.
    Floor settled() {
        return new Floor(height, false);
    }
}
