package countersign.provider.yubihsm;

import countersign.connection.Deadline;
import countersign.connection.Ticker;
import countersign.keyring.spi.DeviceSession;
import countersign.keyring.spi.ProviderException;
import countersign.keyring.spi.ProviderException.Outcome;
import countersign.provider.yubihsm.session.Credentials;
import countersign.provider.yubihsm.session.HsmSession;
import countersign.provider.yubihsm.transport.DeviceAddress;
import countersign.provider.yubihsm.transport.Transport;
import countersign.provider.yubihsm.transport.Transports;

import java.util.Optional;
import java.util.random.RandomGenerator;

/// One device and its session, which is opened with the first request and again after every doubt.
/// Safe for several threads: they take turns.
public final class YubiHsm implements AutoCloseable {
    /// Once a device has let us in, this many denials in a row are its line's fault before they are
    /// the password's.
    static final int DENIALS_MAX = 3;

    private final DeviceAddress address;
    private final Credentials credentials;
    private final Transports transports;
    private final RandomGenerator random;
    private final DeviceSession<HsmSession> session;
    // Used by whoever opens a session, in turn.
    private boolean letIn;
    private int denials;

    /// Opens nothing yet. The credentials' key is closed together with the device. `random` gives
    /// the challenges of the sessions and must not be foreseeable.
    public YubiHsm(
            DeviceAddress address,
            Credentials credentials,
            Transports transports,
            RandomGenerator random,
            Ticker ticker) {
        this.address = address;
        this.credentials = credentials;
        this.transports = transports;
        this.random = random;
        this.session = new DeviceSession<>(address.toString(), this::open, ticker);
    }

    /// As [DeviceSession#use]: what did not reach the device is tried once more.
    public <R> R use(Deadline deadline, DeviceSession.Use<HsmSession, R> use)
            throws ProviderException {
        return session.use(deadline, use);
    }

    /// As [DeviceSession#useTwice]: for what may be done twice.
    public <R> R useTwice(Deadline deadline, DeviceSession.Use<HsmSession, R> use)
            throws ProviderException {
        return session.useTwice(deadline, use);
    }

    /// What an operator calls the device: `the YubiHSM 0123456789`.
    public String name() {
        return address.toString();
    }

    /// Ends the session and wipes the key that opened it. Whoever hangs in the device keeps the
    /// key: the process is about to end.
    @Override
    public void close() {
        if (session.end()) {
            credentials.key().close();
        }
    }

    private HsmSession open(Deadline deadline) throws ProviderException {
        Transport transport = transports.open(address, deadline);
        try {
            HsmSession opened = HsmSession.open(name(), transport, credentials, random, deadline);
            if (isWanted(opened)) {
                letIn = true;
                denials = 0;
                return opened;
            }
            opened.close();
            throw new ProviderException(
                    Outcome.UNREACHED,
                    "%s is another device, of serial number %s"
                            .formatted(name(), opened.device().serialText()),
                    "correct `serial_number`, or plug the right device in");
        } catch (ProviderException e) {
            transport.close();
            throw judged(e);
        }
    }

    private boolean isWanted(HsmSession opened) {
        Optional<String> serial = address.serial();
        return serial.isEmpty() || serial.get().equals(opened.device().serialText());
    }

    /// A wrong password is wrong at the first time. Later, a spoilt answer looks the same.
    private ProviderException judged(ProviderException e) {
        if (e.outcome() != Outcome.DENIED || !letIn || ++denials >= DENIALS_MAX) {
            return e;
        }
        return new ProviderException(
                Outcome.BROKEN,
                e.what(),
                "it let us in before; see whether this is still the same device",
                e);
    }
}
