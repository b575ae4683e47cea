package countersign.harness.hostile;

import countersign.bytes.Bytes;
import countersign.connection.Deadline;
import countersign.connection.PeerException;
import countersign.connection.PeerFault;
import countersign.connection.secret.ConnectionKey;
import countersign.harness.node.ListenAddress;
import countersign.harness.node.ListenException;
import countersign.harness.node.NodeLink;
import countersign.harness.node.NodeListener;
import countersign.harness.node.NodeTimings;
import countersign.harness.node.Sources;
import countersign.harness.wire.ProtoWriter;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/// A node that plays a script to each signer that connects. One script at a time.
public final class HostileNode implements AutoCloseable {
    private static final int CHUNK_BYTES = 8 * 1024;

    private final NodeListener listener;
    private final NodeTimings timings;
    private final Sources sources;
    private final ConnectionKey identity;
    private final CountDownLatch closed = new CountDownLatch(1);

    private HostileNode(NodeListener listener, NodeTimings timings, Sources sources) {
        this.listener = listener;
        this.timings = timings;
        this.sources = sources;
        this.identity = sources.freshIdentity();
    }

    /// Listens at `address`; `timings` bound every single act.
    public static HostileNode listen(ListenAddress address, NodeTimings timings, Sources sources)
            throws ListenException {
        return new HostileNode(NodeListener.open(address), timings, sources);
    }

    /// Where it listens, with the port that the system chose.
    public ListenAddress address() {
        return listener.address();
    }

    /// Accepts the next signer, does all acts to it in their order and closes. Throws only where no
    /// signer connects; what the signer does about the acts is in the transcript.
    public Transcript play(List<Act> acts, Cut cut) throws PeerException {
        NodeLink link =
                NodeLink.acceptRaw(listener, deadline(timings.accept()))
                        .through(connection -> new CutConnection(connection, cut));
        List<Bytes> answers = new ArrayList<>();
        try {
            for (Act act : acts) {
                link = perform(act, link, answers);
            }
            return new Transcript(List.copyOf(answers), Optional.empty());
        } catch (PeerException e) {
            return new Transcript(List.copyOf(answers), Optional.of(e.fault()));
        } finally {
            link.close();
        }
    }

    /// Stops listening; a script that is being played ends at its next pause.
    @Override
    public void close() {
        closed.countDown();
        listener.close();
        identity.close();
    }

    private NodeLink perform(Act act, NodeLink link, List<Bytes> answers) throws PeerException {
        switch (act) {
            case Act.Handshake() -> {
                return switch (listener.address()) {
                    case ListenAddress.Tcp _ -> link.secured(identity, readWrite());
                    case ListenAddress.Unix _ -> link;
                };
            }
            case Act.Write(Bytes bytes) -> link.write(bytes, readWrite());
            case Act.Send(Bytes message) -> link.send(message, readWrite());
            case Act.SendPart(Bytes message, int bytes) -> {
                Bytes whole = ProtoWriter.delimited(message);
                int length = whole.length() - message.length();
                link.write(whole.first(length + bytes), readWrite());
            }
            case Act.Drip(Bytes bytes, Duration pause) -> drip(link, bytes, pause);
            case Act.Noise(long bytes, long seed) -> noise(link, bytes, seed);
            case Act.Flood(Bytes message, int times) -> {
                for (int time = 0; time < times; time++) {
                    link.send(message, readWrite());
                }
            }
            case Act.Read() -> answers.add(link.receive(readWrite()));
            case Act.Idle(Duration time) -> pause(time);
            case Act.Reset() -> link.reset();
        }
        return link;
    }

    private void drip(NodeLink link, Bytes bytes, Duration pause) throws PeerException {
        for (int at = 0; at < bytes.length(); at++) {
            pause(pause);
            link.write(bytes.slice(at, at + 1), readWrite());
        }
    }

    private void noise(NodeLink link, long bytes, long seed) throws PeerException {
        SplittableRandom random = new SplittableRandom(seed);
        long left = bytes;
        while (left > 0) {
            byte[] chunk = new byte[(int) Math.min(CHUNK_BYTES, left)];
            random.nextBytes(chunk);
            link.write(Bytes.of(chunk), readWrite());
            left -= chunk.length;
        }
    }

    private void pause(Duration time) throws PeerException {
        try {
            if (closed.await(time.toNanos(), TimeUnit.NANOSECONDS)) {
                throw new PeerException(PeerFault.CLOSED_BY_US, "the node was stopped", "");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new PeerException(PeerFault.CLOSED_BY_US, "the node was interrupted", "", e);
        }
    }

    private Deadline readWrite() {
        return deadline(timings.readWrite());
    }

    private Deadline deadline(Duration limit) {
        return Deadline.after(limit, sources.ticker());
    }
}
