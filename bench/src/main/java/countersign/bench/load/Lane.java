package countersign.bench.load;

import countersign.bench.BenchException;

import java.util.List;

/// One thing that can be done again and again, by one thread at a time. Several lanes of one
/// contender run beside each other.
public interface Lane extends AutoCloseable {
    /// Does it once and returns the nanoseconds that it took. Throws where it failed; the next may
    /// succeed.
    long once() throws BenchException;

    /// Sends so many bytes of vote extension with each precommit from now on. Only for signatures.
    default void extend(int extensionBytes) {}

    /// Judges what came since the last call, outside of all measuring, and says what was wrong.
    default List<String> settle() {
        return List.of();
    }

    @Override
    void close();
}
