package countersign.app.audit;

import countersign.app.audit.chain.ChainWords;
import countersign.bytes.Bytes;
import countersign.event.Event;

/// What an audit can hold: what the signer says, and what the audit says of itself.
sealed interface Fact {
    record Happened(Event event) implements Fact {}

    /// The process began to keep this audit in order to serve.
    record Started(String version) implements Fact {}

    /// The last line of a process that ended in an orderly way.
    record Stopped() implements Fact {}

    /// So many entries could not be kept.
    record Lost(long entries) implements Fact {}

    /// As [ChainWords#file].
    record FileBegun(String file, String previous, String broken) implements Fact {}

    /// As [ChainWords#resumed].
    record Resumed(Bytes torn) implements Fact {}

    /// The oldest file is about to be deleted, as `keep` asks.
    record Dropped(String file) implements Fact {}
}
