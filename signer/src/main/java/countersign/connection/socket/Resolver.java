package countersign.connection.socket;

import countersign.connection.Deadline;
import countersign.connection.PeerException;
import countersign.connection.PeerFault;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.locks.ReentrantLock;

/// Resolves one host name. The system's resolver knows no deadline and cannot be stopped, so it is
/// asked on a thread of its own, one at a time: a lookup that hangs is joined, not repeated.
final class Resolver {
    private final String host;
    private final ReentrantLock lock = new ReentrantLock();
    private CompletableFuture<List<InetAddress>> lookup =
            CompletableFuture.completedFuture(List.of());

    Resolver(String host) {
        this.host = host;
    }

    /// The host's addresses, at least one, best first. Throws with `UNREACHABLE`, `TIMED_OUT` or
    /// `CLOSED_BY_US`.
    List<InetAddress> resolve(DialAttempt attempt, Deadline deadline) throws PeerException {
        CompletableFuture<List<InetAddress>> awaited = lookup().copy();
        attempt.endedBy(() -> awaited.cancel(false));
        try {
            return awaited.get(deadline.remaining().toNanos(), TimeUnit.NANOSECONDS);
        } catch (ExecutionException e) {
            throw new PeerException(
                    PeerFault.UNREACHABLE,
                    "no such host: " + host + " cannot be resolved",
                    "check the host in addr, and this machine's DNS",
                    e);
        } catch (TimeoutException e) {
            throw new PeerException(
                    PeerFault.TIMED_OUT,
                    "the name " + host + " was not resolved in time",
                    "check this machine's DNS, or use an IP address in addr",
                    e);
        } catch (CancellationException _) {
            throw DialAttempt.cancelled();
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
            throw DialAttempt.cancelled();
        }
    }

    private CompletableFuture<List<InetAddress>> lookup() {
        lock.lock();
        try {
            if (lookup.isDone()) {
                CompletableFuture<List<InetAddress>> fresh = new CompletableFuture<>();
                Thread.ofPlatform().daemon().name("resolve-" + host).start(() -> look(fresh));
                lookup = fresh;
            }
            return lookup;
        } finally {
            lock.unlock();
        }
    }

    private void look(CompletableFuture<List<InetAddress>> found) {
        try {
            found.complete(List.of(InetAddress.getAllByName(host)));
        } catch (UnknownHostException e) {
            found.completeExceptionally(e);
        }
    }
}
