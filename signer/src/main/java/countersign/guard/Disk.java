package countersign.guard;

import java.io.IOException;

/// One small file on stable storage that nobody else may write: the seam between [StateFile] and
/// the operating system, small enough to be simulated in every detail.
public interface Disk extends AutoCloseable {
    /// What people call it: the path.
    String name();

    /// The length in bytes of what the name leads to now. Throws where that is no longer the file
    /// that was opened.
    long length() throws IOException;

    /// Exactly `length` bytes from `offset` on. Throws where the file ends before.
    byte[] read(int offset, int length) throws IOException;

    /// Overwrites in place. Must return only when the content would survive a power cut at this
    /// instant; where it throws, any part of it may have been written.
    void write(int offset, byte[] content) throws IOException;

    /// Lets go of the file. Nothing is lost: every write that returned is durable.
    @Override
    void close();
}
