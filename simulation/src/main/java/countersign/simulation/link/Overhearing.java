package countersign.simulation.link;

import countersign.bytes.Bytes;

/// Who hears what a signer reads and writes, after its encryption is taken off.
public interface Overhearing {
    /// A new connection: nothing of the last one will be answered.
    void begins();

    /// The signer has read this request whole. It looks at it now, unless it has another to answer.
    void reads(Bytes request);

    /// The signer is about to hand this answer out: not a byte of it has left.
    void writes(Bytes answer);

    /// The answer has been handed out. The signer looks at the next request, if it has one.
    void hasWritten();
}
