package countersign.bench.trouble;

import countersign.bench.BenchException;
import countersign.bytes.Bytes;
import countersign.connection.PeerException;
import countersign.harness.hostile.Act;
import countersign.harness.hostile.Cut;
import countersign.harness.hostile.HostileNode;
import countersign.harness.node.ListenAddress;
import countersign.harness.node.ListenException;
import countersign.harness.node.NodeTimings;
import countersign.harness.node.Sources;
import countersign.harness.wire.Dialect;
import countersign.harness.wire.Query;
import countersign.harness.wire.QueryEncoder;

import java.time.Duration;
import java.util.List;

/// The neighbour's node shakes hands and floods the signer with requests whose answers it does not
/// read, or sends it noise, again and again. Out of trouble it sits there in silence.
public final class HostilePeer implements Neighbour {
    private static final Duration SILENCE = Duration.ofMillis(100);
    private static final int NOISE_BYTES = 1 << 20;
    private static final int FLOOD = 2_000;

    private final HostileNode node;
    private volatile boolean hostile;
    private volatile boolean closed;

    private HostilePeer(HostileNode node) {
        this.node = node;
    }

    /// Listens and does nothing yet.
    public static HostilePeer make(Sources sources) throws BenchException {
        try {
            return new HostilePeer(
                    HostileNode.listen(
                            new ListenAddress.Tcp("127.0.0.1", 0), NodeTimings.COMET, sources));
        } catch (ListenException e) {
            throw new BenchException(e.what(), e.next(), e);
        }
    }

    @Override
    public String name() {
        return "a hostile node";
    }

    @Override
    public ListenAddress.Tcp address() {
        return (ListenAddress.Tcp) node.address();
    }

    @Override
    public void begin() {
        Thread.ofPlatform().daemon().name("hostile").start(this::play);
    }

    @Override
    public void trouble(boolean on) {
        hostile = on;
    }

    @Override
    public void close() {
        closed = true;
        node.close();
    }

    private void play() {
        Bytes key = QueryEncoder.encode(new Query.ShowKey(CHAIN.value()), Dialect.V0_38);
        List<Act> silence = List.of(new Act.Handshake(), new Act.Idle(SILENCE));
        List<Act> flood = List.of(new Act.Handshake(), new Act.Flood(key, FLOOD));
        List<Act> noise = List.of(new Act.Handshake(), new Act.Noise(NOISE_BYTES, 1));
        for (int turn = 0; !closed; turn++) {
            List<Act> hostility = turn % 2 == 0 ? flood : noise;
            try {
                node.play(hostile ? hostility : silence, Cut.NOWHERE);
            } catch (PeerException nobody) {
                // The signer may be slow to come back to such a node.
            }
        }
    }
}
