package countersign.provider.yubihsm;

import countersign.bytes.Bytes;
import countersign.connection.Deadline;
import countersign.connection.Ticker;
import countersign.consensus.PublicKey;
import countersign.keyring.spi.ProviderException;
import countersign.keyring.spi.ProviderException.Outcome;
import countersign.provider.yubihsm.relay.RelayServer;
import countersign.provider.yubihsm.transport.DeviceAddress;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;

/// The devices that hold the same keys, the first one and those that stand by. Whichever signed
/// last is asked first; where it fails, the next one is.
final class Members {
    private static final Duration SHOW_MAX = Duration.ofSeconds(30);

    /// What a vote has. The keys of a device take turns, and votes wait for a transaction as well.
    private static final Duration SIGN_MAX = Duration.ofSeconds(4);

    /// A session ends after 30 s of silence. Also how long it takes to find a device again.
    private static final Duration BEAT_EVERY = Duration.ofSeconds(10);

    /// A session used since does not need one.
    private static final Duration BEAT_WHEN_IDLE = Duration.ofSeconds(8);

    /// Less than a vote has, which may be waiting behind it, and less than a session waits when it
    /// is closed.
    private static final Duration BEAT_MAX = Duration.ofMillis(1500);

    private final List<Member> members;
    private final Ticker ticker;
    private final CountDownLatch stopped = new CountDownLatch(1);
    private volatile int preferred;
    private Optional<RelayServer> server = Optional.empty();

    Members(List<Member> members, Ticker ticker) {
        this.members = List.copyOf(members);
        this.ticker = ticker;
    }

    /// What every device that is there showed; they agree. One that stands by may be away, but none
    /// may be wrong.
    Member.Shown show() throws ProviderException {
        Optional<Member.Shown> first = Optional.empty();
        List<ProviderException> away = new ArrayList<>();
        int eddsaBytesMax = Integer.MAX_VALUE;
        for (Member member : members) {
            try {
                Member.Shown shown = member.show(Deadline.after(SHOW_MAX, ticker));
                first = first.or(() -> Optional.of(shown));
                eddsaBytesMax = Math.min(eddsaBytesMax, shown.eddsaBytesMax());
                refuseDifference(member, shown.keys(), first.get().keys());
            } catch (ProviderException e) {
                if (e.outcome() == Outcome.REFUSED || e.outcome() == Outcome.DENIED) {
                    throw e;
                }
                away.add(e);
                member.failed(e);
            }
        }
        if (first.isEmpty()) {
            throw away.getFirst();
        }
        List<PublicKey> keys = first.get().keys();
        members.forEach(member -> member.expect(keys));
        return new Member.Shown(keys, eddsaBytesMax, first.get().serial());
    }

    /// Keeps the sessions alive from now on.
    void start() {
        Thread.ofPlatform().name("yubihsm-beat").daemon().start(this::beat);
    }

    Bytes sign(DeviceKey key, PublicKey expected, Bytes message, Deadline deadline)
            throws ProviderException {
        Optional<ProviderException> failure = Optional.empty();
        Deadline end = noLaterThanAVote(deadline);
        int first = preferred;
        for (int i = 0; i < members.size(); i++) {
            int at = (first + i) % members.size();
            int left = members.size() - i;
            Duration share = end.remaining().dividedBy(left);
            try {
                Bytes signature = members.get(at).sign(key, message, Deadline.after(share, ticker));
                // The last one's is verified by whoever asked.
                if (left > 1 && !expected.verifies(message, signature)) {
                    throw HeldKeys.lied(members.get(at).name(), key);
                }
                preferred = at;
                return signature;
            } catch (ProviderException e) {
                failure = failure.or(() -> Optional.of(e));
                if (left > 1) {
                    // Perhaps nobody else will: the next one may sign.
                    members.get(at).failed(e);
                }
            }
        }
        throw failure.orElseThrow();
    }

    private Deadline noLaterThanAVote(Deadline deadline) {
        boolean later = deadline.remaining().compareTo(SIGN_MAX) > 0;
        return later ? Deadline.after(SIGN_MAX, ticker) : deadline;
    }

    /// Offers the first device to others, from now on.
    void serve(DeviceAddress.Connector address, String serial) throws ProviderException {
        try {
            server = Optional.of(new RelayServer(address, serial, members.getFirst()::relay));
        } catch (IOException e) {
            throw new ProviderException(
                    Outcome.REFUSED,
                    "the connector for %s cannot listen at %s: %s"
                            .formatted(
                                    members.getFirst().name(), address.authority(), e.getMessage()),
                    "correct `laddr` of `connector_server`, or end what listens there",
                    e);
        }
    }

    void close() {
        stopped.countDown();
        server.ifPresent(RelayServer::close);
        members.forEach(Member::close);
    }

    private void refuseDifference(Member member, List<PublicKey> found, List<PublicKey> wanted)
            throws ProviderException {
        for (int i = 0; i < found.size(); i++) {
            if (!found.get(i).equals(wanted.get(i))) {
                throw member.otherKey(i, found.get(i), wanted.get(i));
            }
        }
    }

    private void beat() {
        try {
            while (!ticker.await(stopped, BEAT_EVERY)) {
                members.forEach(
                        member -> member.beat(BEAT_WHEN_IDLE, Deadline.after(BEAT_MAX, ticker)));
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
