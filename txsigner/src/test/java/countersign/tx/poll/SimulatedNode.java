package countersign.tx.poll;

import countersign.bytes.Bytes;
import countersign.tx.rpc.AccountAnswer;
import countersign.tx.rpc.BroadcastAnswer;
import countersign.tx.rpc.Chain;
import countersign.tx.rpc.ChainStatus;
import countersign.tx.rpc.Lookup;
import countersign.tx.rpc.RpcException;
import countersign.tx.rpc.TxResult;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Objects;

/// A node, or several behind one address: each answer may come from one that is behind, may be
/// lost, and may be lost after it had its effect.
final class SimulatedNode implements Chain {
    /// Which height an application says that it read the account's state at.
    enum Told {
        TRUTH,
        NOTHING,
        /// For a saboteur.
        LESS
    }

    // By how many blocks those are behind that have blocks, behind those that have accounts.
    long behind;
    Told told = Told.TRUTH;

    // What happens when a block is asked for, and how many were.
    Runnable beforeBlock = () -> {};
    int blocksTold;

    private final World world;
    private final MemoryLines lines;
    private final boolean old;
    // Has no blocks to tell of: for a saboteur.
    boolean blocksLookEmpty;

    // As operators may have configured it.
    boolean indexIsOff;
    boolean keepsNoResults;

    SimulatedNode(World world, MemoryLines lines, boolean old) {
        this.world = world;
        this.lines = lines;
        this.old = old;
    }

    @Override
    public ChainStatus status() throws RpcException {
        mayBeLost();
        return new ChainStatus("sim-1", "AB", "CD", height(), "2026-01-01T00:00:00Z", false);
    }

    @Override
    public AccountAnswer account(String address) throws RpcException {
        mayBeLost();
        long height = world.height - lag();
        long said =
                switch (told) {
                    case TRUTH -> height;
                    case NOTHING -> 0;
                    case LESS -> 1;
                };
        return new AccountAnswer.Known(World.NUMBER, world.sequenceAt(height), said);
    }

    @Override
    public BroadcastAnswer broadcast(Bytes transaction) throws RpcException {
        String base64 =
                new String(
                        Base64.getEncoder().encode(transaction.toArray()),
                        StandardCharsets.US_ASCII);
        if (!lines.holds(base64)) {
            throw new AssertionError("broadcast before it was recorded");
        }
        world.mayCrash();
        mayBeLost();
        BroadcastAnswer answer = taken(transaction);
        world.mayCrash();
        mayBeLost();
        return answer;
    }

    @Override
    public Lookup find(Bytes hash) throws RpcException {
        mayBeLost();
        if (indexIsOff) {
            throw new RpcException("transaction indexing is disabled", "");
        }
        World.Inclusion in = world.included.get(hash);
        return in != null && in.height() + world.indexLag <= height()
                ? new Lookup.Found(in.height(), result(in.code(), ""))
                : new Lookup.Absent();
    }

    @Override
    public List<Bytes> blockTransactions(long height) throws RpcException {
        beforeBlock.run();
        blocksTold++;
        mayBeLost();
        if (height > height() || !world.blocks.containsKey(height)) {
            throw lost();
        }
        return blocksLookEmpty ? List.of() : Objects.requireNonNull(world.blocks.get(height));
    }

    @Override
    public TxResult blockResult(long height, int place) throws RpcException {
        if (keepsNoResults) {
            throw new RpcException("this node keeps no results", "");
        }
        Bytes hash = blockTransactions(height).get(place);
        return result(Objects.requireNonNull(world.included.get(hash)).code(), "");
    }

    private BroadcastAnswer taken(Bytes transaction) {
        Bytes hash = World.sha256(transaction);
        if (world.cache.contains(hash)) {
            return new BroadcastAnswer.SeenBefore();
        }
        World.Tx tx = World.Tx.of(transaction);
        long height = world.height - lag();
        long expected = world.sequenceAt(height) + world.mempool.size();
        if (tx.sequence() != expected) {
            return new BroadcastAnswer.Refused(result(old ? 4 : 32, "sequence mismatch"));
        }
        if (tx.timeout() > 0 && height + 1 > tx.timeout()) {
            return new BroadcastAnswer.Refused(result(30, "timeout height"));
        }
        if (tx.id().endsWith("refused")) {
            return new BroadcastAnswer.Refused(result(13, "insufficient fee"));
        }
        if (world.pick("mempool is full", 2) == 1) {
            return new BroadcastAnswer.TurnedAway("mempool is full");
        }
        world.mempool.put(hash, transaction);
        world.cache.add(hash);
        return new BroadcastAnswer.Taken(result(0, ""));
    }

    /// A balancer may ask another node for each answer.
    private long height() {
        return world.height - lag() - behind;
    }

    private long lag() {
        boolean other = world.pick("another node", 2) == 1;
        return other ? 2 : world.nodeLag;
    }

    private void mayBeLost() throws RpcException {
        if (world.pick("lost", 2) == 1) {
            throw lost();
        }
    }

    private static RpcException lost() {
        return new RpcException("the node did not answer", "");
    }

    private static TxResult result(long code, String log) {
        return new TxResult(
                code,
                code == 0 ? "" : "sdk",
                "",
                new TxResult.Message(log, ""),
                new TxResult.Gas(0, 0),
                "[]");
    }
}
