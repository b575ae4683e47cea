package countersign.provider.yubihsm.setup;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import countersign.bytes.Bytes;
import countersign.bytes.SecretBytes;
import countersign.connection.Deadline;
import countersign.connection.Ticker;
import countersign.harness.yubihsm.Fault;
import countersign.harness.yubihsm.MockYubiHsm;
import countersign.keyring.spi.ProviderException;
import countersign.keyring.spi.ProviderException.Outcome;
import countersign.provider.yubihsm.YubiHsm;
import countersign.provider.yubihsm.session.AuthKey;
import countersign.provider.yubihsm.session.Credentials;
import countersign.provider.yubihsm.transport.DeviceAddress;
import countersign.provider.yubihsm.transport.Transports;
import countersign.provider.yubihsm.wire.ObjectFilter;
import countersign.provider.yubihsm.wire.ObjectInfo;
import countersign.provider.yubihsm.wire.ObjectRef;
import countersign.provider.yubihsm.wire.ObjectType;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import tools.jackson.databind.JsonNode;

import java.io.IOException;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CountDownLatch;

/// Sets up a device and looks at what is on it.
final class DeviceSetupTest {
    private static final String TIME = "2026-11-01T12:00:00Z";
    private static final Bytes REPORT = Bytes.of((byte) '{', (byte) '}');
    private static final JsonNode GUIDE = Vectors.setups().getFirst();

    /// Does not wait for the device to restart.
    private static final Ticker HURRIED =
            new Ticker() {
                @Override
                public long nanos() {
                    return SYSTEM.nanos();
                }

                @Override
                public boolean await(CountDownLatch ended, Duration limit) {
                    return false;
                }
            };

    private final MockYubiHsm mock;

    DeviceSetupTest() throws IOException {
        mock = MockYubiHsm.start();
    }

    @AfterEach
    void unplug() {
        mock.close();
    }

    @Test
    void freshDevice_getsTheObjectsOfTheTable() throws Exception {
        setUp(new Credentials(1, AuthKey.ofPassword(Vectors.secret("password"))));
        Set<String> found = new TreeSet<>();
        try (YubiHsm admin = device(login(Role.ADMIN))) {
            for (ObjectInfo info : objects(admin)) {
                found.add(
                        "%d 0x%04x %s domains %04x caps %016x delegated %016x"
                                .formatted(
                                        info.type(),
                                        info.id(),
                                        info.label(),
                                        info.domains(),
                                        info.capabilities(),
                                        info.delegated()));
            }
            assertEquals(
                    REPORT,
                    admin.use(soon(), (s, deadline) -> s.opaque(DeviceSetup.REPORT, deadline)));
        }
        String all = "f".repeat(16);
        String none = "0".repeat(16);
        String operator =
                "%016x"
                        .formatted(
                                1L << 4 | 1L << 3 | 1L << 21 | 1L << 20 | 1L << 13 | 1L << 12 | 1L
                                        | 1L << 18 | 1L << 24 | 1L << 34);
        String auditor = "%016x".formatted(1L << 24 | 1L << 18 | 1L << 17 | 1L);
        String validator = "%016x".formatted(1L << 7 | 1L << 8 | 1L << 34 | 1L << 24);
        String wrap = "%016x".formatted(1L << 12 | 1L << 13 | 1L << 37 | 1L << 38);
        String line = "%d 0x%04x %s domains %s caps %s delegated %s";
        assertEquals(
                new TreeSet<>(
                        List.of(
                                line.formatted(2, 1, "admin:" + TIME, "ffff", all, all),
                                line.formatted(2, 2, "operator:" + TIME, "ffff", operator, all),
                                line.formatted(2, 3, "auditor:" + TIME, "ffff", auditor, none),
                                line.formatted(2, 4, "validator:" + TIME, "0001", validator, none),
                                line.formatted(4, 1, "primary:" + TIME, "ffff", wrap, all),
                                line.formatted(
                                        1,
                                        0xfffe,
                                        "yubihsm.rs setup report",
                                        "ffff",
                                        "%016x".formatted(1L),
                                        none))),
                found);
    }

    @Test
    void everyRole_logsInWithItsPassword() throws Exception {
        setUp(new Credentials(1, AuthKey.ofPassword(Vectors.secret("password"))));
        for (Role role : Role.values()) {
            try (YubiHsm device = device(login(role))) {
                assertEquals(
                        12_345_678,
                        device.use(soon(), (s, deadline) -> s.deviceInfo(deadline)).serial());
            }
        }
    }

    @Test
    void deviceThatWasSetUp_isSetUpAgainByItsAdminAlone() throws Exception {
        setUp(new Credentials(1, AuthKey.ofPassword(Vectors.secret("password"))));
        setUp(login(Role.ADMIN));
        ProviderException e =
                assertThrows(ProviderException.class, () -> setUp(login(Role.OPERATOR)));
        assertEquals(Outcome.REFUSED, e.outcome());
        try (YubiHsm admin = device(login(Role.ADMIN))) {
            assertEquals(6, objects(admin).size());
        }
    }

    @Test
    void wrongPassword_erasesNothing() {
        ProviderException e =
                assertThrows(
                        ProviderException.class,
                        () -> setUp(new Credentials(1, AuthKey.ofPassword(Vectors.secret("no")))));
        assertEquals(Outcome.DENIED, e.outcome());
    }

    /// The connector is gone for a moment while the device restarts.
    @Test
    void deviceThatIsSlowToComeBack_isWaitedFor() throws Exception {
        setUp(
                new Credentials(1, AuthKey.ofPassword(Vectors.secret("password"))),
                () -> {
                    for (int i = 0; i < 5; i++) {
                        mock.failOnce(new Fault.Status(500));
                    }
                });
        try (YubiHsm admin = device(login(Role.ADMIN))) {
            assertEquals(6, objects(admin).size());
        }
    }

    /// A device as it is delivered has a key of the same rights that everybody knows.
    @Test
    void keyOfTheFactory_isGone() throws Exception {
        setUp(new Credentials(1, AuthKey.ofPassword(Vectors.secret("password"))));
        AuthKey factory = AuthKey.ofPassword(Vectors.secret("password"));
        try (YubiHsm device = device(new Credentials(1, factory))) {
            ProviderException e =
                    assertThrows(
                            ProviderException.class,
                            () -> device.use(soon(), (s, deadline) -> s.deviceInfo(deadline)));
            assertEquals(Outcome.DENIED, e.outcome());
        }
    }

    private void setUp(Credentials credentials) throws Exception {
        setUp(credentials, () -> {});
    }

    private void setUp(Credentials credentials, Runnable afterReset) throws Exception {
        int[] logins = new int[1];
        DeviceSetup setup =
                new DeviceSetup(
                        who -> {
                            if (++logins[0] == 1) {
                                afterReset.run();
                            }
                            return device(who);
                        },
                        new SecureRandom(),
                        HURRIED);
        try (SetupSecrets secrets = secrets()) {
            setup.run(device(credentials), secrets, TIME, REPORT);
        }
    }

    private static Credentials login(Role role) throws MnemonicException {
        try (SetupSecrets secrets = secrets();
                SecretBytes password = secrets.password(role)) {
            return new Credentials(role.id(), AuthKey.ofPassword(password));
        }
    }

    private static SetupSecrets secrets() throws MnemonicException {
        String phrase = GUIDE.get("mnemonic").asString();
        return new SetupSecrets(Mnemonic.ofPhrase(Vectors.secret(phrase)));
    }

    private YubiHsm device(Credentials credentials) {
        return new YubiHsm(
                new DeviceAddress.Connector("127.0.0.1", mock.port(), Optional.empty()),
                credentials,
                Transports.REAL,
                new SecureRandom(),
                Ticker.SYSTEM);
    }

    private static List<ObjectInfo> objects(YubiHsm admin) throws ProviderException {
        return admin.use(
                soon(),
                (session, deadline) -> {
                    List<ObjectInfo> infos = new ArrayList<>();
                    for (ObjectRef ref : session.list(ObjectFilter.ALL, deadline)) {
                        ObjectType type = ObjectType.of(ref.type()).orElseThrow();
                        infos.add(session.objectInfo(ref.id(), type, deadline));
                    }
                    return infos;
                });
    }

    private static Deadline soon() {
        return Deadline.after(Duration.ofSeconds(10), Ticker.SYSTEM);
    }
}
