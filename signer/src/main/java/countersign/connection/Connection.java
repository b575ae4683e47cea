package countersign.connection;

/// A stream of bytes to and from one peer. One reader and one writer at a time; [#close] may come
/// from any thread and ends both.
public interface Connection extends AutoCloseable {
    /// Reads 1 to `length` bytes into `target` from `offset` on and returns how many. Throws
    /// [PeerException] with `CLOSED` at the end of the stream and `TIMED_OUT` at the deadline;
    /// after either the connection is of no use.
    int read(byte[] target, int offset, int length, Deadline deadline) throws PeerException;

    /// Writes all of it or throws.
    void write(byte[] source, int offset, int length, Deadline deadline) throws PeerException;

    @Override
    void close();
}
