package countersign.session;

import countersign.connection.Deadline;
import countersign.connection.Dialer;
import countersign.connection.PeerException;
import countersign.connection.PeerFault;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.LinkedBlockingQueue;

/// Gives what the test laid out, in order; with nothing left it dials until it is cancelled.
final class TestDialer implements Dialer {
    final List<Duration> remaining = new CopyOnWriteArrayList<>();

    private final BlockingQueue<Optional<Dialled>> results = new LinkedBlockingQueue<>();
    private volatile boolean cancelled;

    void refuse() {
        results.add(Optional.empty());
    }

    void connect(MemoryLink link, String peerId, boolean pinned) {
        results.add(Optional.of(new Dialled(link.signerEnd, peerId, pinned)));
    }

    @Override
    public Dialled dial(Deadline deadline) throws PeerException {
        remaining.add(deadline.remaining());
        try {
            Optional<Dialled> result = results.take();
            if (cancelled) {
                throw new PeerException(PeerFault.CLOSED_BY_US, "the dial was cancelled", "");
            }
            return result.orElseThrow(
                    () ->
                            new PeerException(
                                    PeerFault.REFUSED,
                                    "nobody listens at 127.0.0.1:26659",
                                    "start the node"));
        } catch (InterruptedException e) {
            throw new PeerException(PeerFault.CLOSED_BY_US, "interrupted", "", e);
        }
    }

    @Override
    public void cancel() {
        cancelled = true;
        refuse();
    }
}
