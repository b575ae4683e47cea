package countersign.provider.yubihsm.setup;

import countersign.bytes.Bytes;
import countersign.bytes.SecretBytes;
import countersign.connection.Deadline;
import countersign.connection.Ticker;
import countersign.keyring.spi.ProviderException;
import countersign.keyring.spi.ProviderException.Outcome;
import countersign.provider.yubihsm.YubiHsm;
import countersign.provider.yubihsm.session.AuthKey;
import countersign.provider.yubihsm.session.Credentials;
import countersign.provider.yubihsm.session.HsmSession;
import countersign.provider.yubihsm.wire.Algorithm;
import countersign.provider.yubihsm.wire.Capability;
import countersign.provider.yubihsm.wire.NewObject;
import countersign.provider.yubihsm.wire.ObjectType;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.function.Function;
import java.util.random.RandomGenerator;

/// Erases a device and gives it, step by step as tmkms does, what follows from a mnemonic: the four
/// roles, the wrap key 1, a report. Nothing else is on it afterwards.
public final class DeviceSetup {
    /// The key that every device is delivered with, and has again after it was erased.
    public static final int FACTORY_KEY = 1;

    /// The wrap key that follows from the mnemonic.
    public static final int WRAP_KEY = 1;

    /// Where the report lies; and, meanwhile, the key that sets the device up.
    public static final int REPORT = 0xfffe;

    private static final int SETUP_KEY = REPORT;
    private static final String SETUP_LABEL = "yubihsm.rs temporary setup key";
    private static final String REPORT_LABEL = "yubihsm.rs setup report";

    private static final Duration COMMAND_MAX = Duration.ofSeconds(10);

    /// A device restarts in about a second.
    private static final Duration RESTART_MIN = Duration.ofSeconds(1);

    private static final Duration RESTART_MAX = Duration.ofSeconds(10);
    private static final Duration RETRY_PAUSE = Duration.ofMillis(200);

    private final Function<Credentials, YubiHsm> device;
    private final RandomGenerator random;
    private final Ticker ticker;

    /// `device` gives the device for whoever logs in; nothing else uses it meanwhile. `random`
    /// makes the key that exists during the setup and must not be foreseeable.
    public DeviceSetup(
            Function<Credentials, YubiHsm> device, RandomGenerator random, Ticker ticker) {
        this.device = device;
        this.random = random;
        this.ticker = ticker;
    }

    /// Does it all. `old` is the device for somebody who may reset it, and is closed. `time` stands
    /// in the labels, as `2026-11-01T12:00:00Z`. When it fails the device is erased or half set up.
    public void run(YubiHsm old, SetupSecrets secrets, String time, Bytes report)
            throws ProviderException {
        try (old) {
            old.use(within(COMMAND_MAX), DeviceSetup::reset);
        }
        byte[] both = new byte[AuthKey.BYTES];
        random.nextBytes(both);
        try (AuthKey setupKey = AuthKey.take(both)) {
            installSetupKey(setupKey);
            try (YubiHsm fresh = device.apply(new Credentials(SETUP_KEY, setupKey.copy()))) {
                fill(fresh, secrets, time, report);
            }
        }
        try (SecretBytes password = secrets.password(Role.ADMIN);
                YubiHsm done = login(Role.ADMIN.id(), password)) {
            done.use(within(COMMAND_MAX), HsmSession::deviceInfo);
        }
    }

    /// Logs in with the key of the factory, as soon as the device is there again.
    private void installSetupKey(AuthKey setupKey) throws ProviderException {
        NewObject key =
                new NewObject(SETUP_KEY, SETUP_LABEL, NewObject.ALL_DOMAINS, Capability.ALL);
        Deadline restarted = within(RESTART_MAX);
        pause(RESTART_MIN);
        byte[] factory = "password".getBytes(StandardCharsets.US_ASCII);
        try (SecretBytes password = SecretBytes.take(factory)) {
            while (true) {
                try (YubiHsm fresh = login(FACTORY_KEY, password)) {
                    fresh.use(
                            within(COMMAND_MAX),
                            (session, deadline) ->
                                    session.putAuthKey(key, Capability.ALL, setupKey, deadline));
                    return;
                } catch (ProviderException e) {
                    if (e.outcome() == Outcome.REFUSED || restarted.hasPassed()) {
                        throw e;
                    }
                    pause(RETRY_PAUSE);
                }
            }
        }
    }

    /// Replaces the factory's key by the roles, and adds wrap key and report. The admin comes
    /// first, so that the device is without one for as short as can be.
    private void fill(YubiHsm fresh, SetupSecrets secrets, String time, Bytes report)
            throws ProviderException {
        delete(fresh, FACTORY_KEY);
        for (Role role : Role.values()) {
            try (SecretBytes password = secrets.password(role);
                    AuthKey key = AuthKey.ofPassword(password)) {
                fresh.use(
                        within(COMMAND_MAX),
                        (session, deadline) ->
                                session.putAuthKey(
                                        role.key(time), role.delegated(), key, deadline));
            }
        }
        try (SecretBytes wrapKey = secrets.wrapKey(WRAP_KEY)) {
            HsmSession.Wrapping wrapping =
                    new HsmSession.Wrapping(Algorithm.AES256_CCM_WRAP, Capability.ALL, wrapKey);
            fresh.use(
                    within(COMMAND_MAX),
                    (session, deadline) -> session.putWrapKey(wrapKey(time), wrapping, deadline));
        }
        long readable = Capability.mask(Capability.GET_OPAQUE);
        NewObject opaque = new NewObject(REPORT, REPORT_LABEL, NewObject.ALL_DOMAINS, readable);
        fresh.use(
                within(COMMAND_MAX),
                (session, deadline) -> session.putOpaque(opaque, report, deadline));
        delete(fresh, SETUP_KEY);
    }

    private static NewObject wrapKey(String time) {
        return new NewObject(
                WRAP_KEY,
                "primary:" + time,
                NewObject.ALL_DOMAINS,
                Capability.mask(
                        Capability.EXPORT_WRAPPED,
                        Capability.IMPORT_WRAPPED,
                        Capability.WRAP_DATA,
                        Capability.UNWRAP_DATA));
    }

    private static boolean reset(HsmSession session, Deadline deadline) throws ProviderException {
        session.reset(deadline);
        return true;
    }

    private void delete(YubiHsm device, int key) throws ProviderException {
        device.use(
                within(COMMAND_MAX),
                (session, deadline) -> {
                    session.delete(key, ObjectType.AUTHENTICATION_KEY, deadline);
                    return true;
                });
    }

    private YubiHsm login(int id, SecretBytes password) {
        return device.apply(new Credentials(id, AuthKey.ofPassword(password)));
    }

    private Deadline within(Duration limit) {
        return Deadline.after(limit, ticker);
    }

    private void pause(Duration length) throws ProviderException {
        try {
            ticker.await(new CountDownLatch(1), length);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new ProviderException("interrupted while the device restarts", "run it again");
        }
    }
}
