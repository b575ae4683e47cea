package countersign.tx.journal;

import java.util.OptionalLong;

/// The sequence of the account's next transaction, where other programs can read it.
public interface SequenceStore {
    /// What people call it: the path.
    String name();

    /// Empty where there is no such file.
    OptionalLong read() throws JournalException;

    /// Returns only when it would survive a power cut.
    void write(long sequence) throws JournalException;
}
