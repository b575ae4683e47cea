package countersign.app.audit;

import countersign.app.audit.chain.Head;

import java.io.IOException;
import java.util.Deque;

/// What lines are appended to. For one thread.
interface Chain {
    /// Appends `pending` from its front and takes out what has become a line; on a failure the rest
    /// stays in it.
    void append(Deque<Entry> pending) throws IOException;

    /// Makes what was appended survive a power cut.
    void force() throws IOException;

    /// The last line that this process knows of.
    Head head();

    void close() throws IOException;
}
