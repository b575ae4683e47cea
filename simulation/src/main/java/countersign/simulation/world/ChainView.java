package countersign.simulation.world;

import countersign.consensus.ChainId;
import countersign.harness.node.Blocks;

/// What the nodes of one chain have in common: its blocks and how far it has come.
final class ChainView {
    private final ChainId id;
    private final Blocks blocks;
    private long height = 1;

    ChainView(ChainId id, Blocks blocks) {
        this.id = id;
        this.blocks = blocks;
    }

    ChainId id() {
        return id;
    }

    Blocks blocks() {
        return blocks;
    }

    long height() {
        return height;
    }

    void reach(long reached) {
        height = Math.max(height, reached);
    }
}
