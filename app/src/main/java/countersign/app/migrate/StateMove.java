package countersign.app.migrate;

import countersign.consensus.ChainId;
import countersign.consensus.PublicKey;
import countersign.guard.Mark;

import java.nio.file.Path;
import java.util.List;

/// A state of the new home: its first mark, and the files that say it; none where the operator did.
record StateMove(ChainId chain, PublicKey key, Mark mark, List<Path> from) {
    StateMove {
        from = List.copyOf(from);
    }

    /// Its path below the new home.
    String to() {
        return "state/" + chain + "-" + key.address().upperHex() + ".state";
    }
}
