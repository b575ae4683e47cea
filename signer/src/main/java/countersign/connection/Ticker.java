package countersign.connection;

/// Monotonic time, passed in wherever time matters.
public interface Ticker {
    Ticker SYSTEM = System::nanoTime;

    /// Nanoseconds since an arbitrary instant; compare by subtraction only.
    long nanos();
}
