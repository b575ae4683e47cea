package countersign.app.migrate;

import countersign.consensus.ChainId;
import countersign.consensus.PublicKey;
import countersign.guard.Mark;

import java.nio.file.Path;
import java.util.List;

/// A state of the new home and its first mark.
///
/// @param from the files of the old signer that say what it signed; empty where there are none
/// @param named whether the operator named a higher mark than they do
record StateMove(ChainId chain, PublicKey key, Mark mark, List<Path> from, boolean named) {
    StateMove {
        from = List.copyOf(from);
    }

    /// Its path below the new home.
    String to() {
        return "state/" + chain + "-" + key.address().upperHex() + ".state";
    }
}
