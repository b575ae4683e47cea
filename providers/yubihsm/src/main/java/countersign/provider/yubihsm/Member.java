package countersign.provider.yubihsm;

import countersign.bytes.Bytes;
import countersign.connection.Deadline;
import countersign.connection.Ticker;
import countersign.consensus.PublicKey;
import countersign.keyring.spi.DeviceSession;
import countersign.keyring.spi.ProviderException;
import countersign.provider.yubihsm.session.HsmSession;
import countersign.provider.yubihsm.wire.DeviceError;
import countersign.provider.yubihsm.wire.LogPage;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;

/// A device among those that hold the same keys. In each new session it has to show that it still
/// does, and its audit log is drained when nothing else goes on.
final class Member {
    private static final Bytes BEAT = Bytes.of((byte) 'c');

    private final YubiHsm device;
    private final List<DeviceKey> keys;
    private final Notices notices;
    private final Ticker ticker;
    private final AtomicBoolean failing = new AtomicBoolean();
    // What the keys must be; set once, before anything is signed.
    private volatile List<PublicKey> expected = List.of();
    // The session that has shown its keys. Belongs to whoever has the device's turn.
    private Optional<HsmSession> shown = Optional.empty();
    private volatile long usedNanos;

    Member(YubiHsm device, List<DeviceKey> keys, Notices notices, Ticker ticker) {
        this.device = device;
        this.keys = keys;
        this.notices = notices;
        this.ticker = ticker;
        this.usedNanos = ticker.nanos();
    }

    /// What a device said and showed at the start.
    ///
    /// @param eddsaBytesMax the longest message it signs with Ed25519
    record Shown(List<PublicKey> keys, int eddsaBytesMax, String serial) {}

    String name() {
        return device.name();
    }

    /// Reads the keys and has each of them sign something.
    Shown show(Deadline deadline) throws ProviderException {
        return device.useTwice(
                deadline,
                (session, until) ->
                        draining(
                                session,
                                until,
                                () -> {
                                    List<PublicKey> found = publicKeys(session, until);
                                    for (int i = 0; i < keys.size(); i++) {
                                        HeldKeys.prove(
                                                name(), session, keys.get(i), found.get(i), until);
                                    }
                                    return new Shown(
                                            found,
                                            session.device().eddsaBytesMax(),
                                            session.device().serialText());
                                }));
    }

    /// From now on the device must hold these.
    void expect(List<PublicKey> publicKeys) {
        expected = List.copyOf(publicKeys);
    }

    /// The signature in CometBFT's form, not verified.
    Bytes sign(DeviceKey key, Bytes message, Deadline deadline) throws ProviderException {
        return in(
                deadline, (session, until) -> HeldKeys.sign(name(), session, key, message, until));
    }

    /// Brings a message of somebody else's to the device.
    byte[] relay(byte[] message, Deadline deadline) throws ProviderException {
        return device.use(deadline, (session, until) -> session.relay(message, until));
    }

    /// Shows the device that its session is still wanted, or opens one, where nobody used it for
    /// `idle`. Tells the operator when that begins to fail, and when it no longer does.
    void beat(Duration idle, Deadline deadline) {
        if (!failing.get() && ticker.nanos() - usedNanos < idle.toNanos()) {
            return;
        }
        try {
            in(deadline, (session, until) -> session.echo(BEAT, until));
            if (failing.compareAndSet(true, false)) {
                notices.recovered(name());
            }
        } catch (ProviderException e) {
            failed(e);
        }
    }

    /// Tells the operator, once until it recovers.
    void failed(ProviderException e) {
        if (failing.compareAndSet(false, true)) {
            notices.failed(name(), e.what(), e.next());
        }
    }

    void close() {
        device.close();
    }

    private interface Action<R> {
        R run() throws ProviderException;
    }

    private <R> R in(Deadline deadline, DeviceSession.Use<HsmSession, R> use)
            throws ProviderException {
        return device.useTwice(
                deadline,
                (session, until) ->
                        draining(
                                session,
                                until,
                                () -> {
                                    checkKeys(session, until);
                                    R result = use.in(session, until);
                                    usedNanos = ticker.nanos();
                                    return result;
                                }));
    }

    private List<PublicKey> publicKeys(HsmSession session, Deadline deadline)
            throws ProviderException {
        return HeldKeys.publicKeys(name(), session, keys, deadline);
    }

    private void checkKeys(HsmSession session, Deadline deadline) throws ProviderException {
        if (shown.filter(before -> before == session).isPresent()) {
            return;
        }
        List<PublicKey> found = publicKeys(session, deadline);
        for (int i = 0; i < keys.size(); i++) {
            if (!found.get(i).equals(expected.get(i))) {
                throw otherKey(i, found.get(i), expected.get(i));
            }
        }
        shown = Optional.of(session);
    }

    /// A device whose keys are not those of the others, or not those of before.
    ProviderException otherKey(int which, PublicKey found, PublicKey wanted) {
        return new ProviderException(
                "%s of %s is %s and not %s"
                        .formatted(keys.get(which), name(), found.value(), wanted.value()),
                "every device of a section holds the same keys: import them from one backup, or"
                        + " give the devices sections of their own");
    }

    /// Only where the device says so is its log taken from it: it may be kept for an auditor.
    private <R> R draining(HsmSession session, Deadline deadline, Action<R> action)
            throws ProviderException {
        try {
            return action.run();
        } catch (ProviderException e) {
            if (!DeviceError.in(e).equals(Optional.of(DeviceError.LOG_FULL))) {
                throw e;
            }
            LogPage log = session.logEntries(deadline);
            if (log.entries().isEmpty()) {
                throw e;
            }
            notices.drained(name(), log);
            session.setLogIndex(log.entries().getLast().item(), deadline);
            return action.run();
        }
    }
}
