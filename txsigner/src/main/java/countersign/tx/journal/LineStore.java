package countersign.tx.journal;

import java.util.List;

/// Lines on stable storage that nobody else may write: the seam between [Journal] and the file
/// system.
public interface LineStore extends AutoCloseable {
    /// What people call it: the path.
    String name();

    /// All complete lines, without their ends. A last one without its end was never confirmed, and
    /// is gone for good with this call.
    List<String> lines() throws JournalException;

    /// How long all lines are.
    long bytes();

    /// Adds a line. Returns only when it would survive a power cut at this instant.
    void append(String line) throws JournalException;

    /// Puts these lines in the place of all that are there, which are kept aside until the next
    /// time. After a crash either the old ones are there or the new ones.
    void replace(List<String> lines) throws JournalException;

    @Override
    void close();
}
