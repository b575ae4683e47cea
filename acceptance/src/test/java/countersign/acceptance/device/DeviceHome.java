package countersign.acceptance.device;

import countersign.bytes.Bytes;
import countersign.bytes.SecretBytes;
import countersign.connection.Deadline;
import countersign.connection.Ticker;
import countersign.harness.yubihsm.MockYubiHsm;
import countersign.keyring.spi.ProviderException;
import countersign.provider.yubihsm.YubiHsm;
import countersign.provider.yubihsm.session.AuthKey;
import countersign.provider.yubihsm.session.Credentials;
import countersign.provider.yubihsm.transport.DeviceAddress;
import countersign.provider.yubihsm.transport.Transports;
import countersign.provider.yubihsm.wire.ObjectFilter;
import countersign.provider.yubihsm.wire.ObjectInfo;
import countersign.provider.yubihsm.wire.ObjectRef;
import countersign.provider.yubihsm.wire.ObjectType;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/// A played device, as it is delivered, and a folder with a `tmkms.toml` that names it.
final class DeviceHome implements AutoCloseable {
    private static final int ADMIN = 1;

    private final Path folder;
    private final MockYubiHsm mock;
    private String password = "password";

    private DeviceHome(Path folder, MockYubiHsm mock) {
        this.folder = folder;
        this.mock = mock;
    }

    /// `more` is appended to the configuration, whose key 1 is that of `chain`.
    static DeviceHome create(Path folder, String chain, String more) throws IOException {
        Files.createDirectories(folder);
        MockYubiHsm mock = MockYubiHsm.start();
        DeviceHome home = new DeviceHome(folder, mock);
        home.logInWith("password");
        Files.writeString(
                folder.resolve("tmkms.toml"),
                """
                [[chain]]
                id = "%s"
                key_format = { type = "bech32", account_key_prefix = "cosmos", \
                consensus_key_prefix = "cosmosvalconspub" }
                state_file = "state.json"

                [[providers.yubihsm]]
                adapter = { type = "http", addr = "tcp://127.0.0.1:%d" }
                auth = { key = 1, password_file = "password" }
                keys = [{ chain_ids = ["%s"], key = 1, type = "consensus" }]
                %s
                """
                        .formatted(chain, mock.port(), chain, more));
        return home;
    }

    Path folder() {
        return folder;
    }

    MockYubiHsm mock() {
        return mock;
    }

    /// The admin's password from now on.
    void logInWith(String word) throws IOException {
        password = word;
        Path file = folder.resolve("password");
        Files.writeString(file, word);
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
    }

    /// Runs a command of `tool`, and then takes every session away that it left open.
    DeviceTool.Said run(DeviceTool tool, String input, String... words) {
        DeviceTool.Said said = tool.yubihsm(folder, input, words);
        mock.device().restart();
        return said;
    }

    /// Every object with all that the device says of it, but for times and the sizes of texts.
    Map<String, String> objects() throws ProviderException {
        try (YubiHsm admin = admin()) {
            return admin.use(
                    soon(),
                    (session, deadline) -> {
                        Map<String, String> objects = new TreeMap<>();
                        for (ObjectRef ref : session.list(ObjectFilter.ALL, deadline)) {
                            ObjectType type = ObjectType.of(ref.type()).orElseThrow();
                            ObjectInfo info = session.objectInfo(ref.id(), type, deadline);
                            objects.put(type.title() + " " + ref.id(), text(info));
                        }
                        return objects;
                    });
        }
    }

    /// What a key signs over a text that is no vote.
    Bytes signature(int key) throws ProviderException {
        try (YubiHsm admin = admin()) {
            return admin.use(
                    soon(),
                    (session, deadline) -> session.signEddsa(key, Bytes.ofHex("00"), deadline));
        }
    }

    @Override
    public void close() {
        mock.close();
    }

    private static String text(ObjectInfo info) {
        boolean opaque = info.type() == ObjectType.OPAQUE.code();
        return "caps %016x delegated %016x domains %04x algorithm %d sequence %d origin %d%s %s"
                .formatted(
                        info.capabilities(),
                        info.delegated(),
                        info.domains(),
                        info.algorithm(),
                        info.sequence(),
                        info.origin(),
                        opaque ? "" : " length " + info.length(),
                        info.label().replaceAll("\\d{4}-\\d\\d-\\d\\dT[0-9:]+Z", "TIME"));
    }

    private YubiHsm admin() {
        byte[] word = password.getBytes(StandardCharsets.UTF_8);
        return new YubiHsm(
                new DeviceAddress.Connector("127.0.0.1", mock.port(), Optional.empty()),
                new Credentials(ADMIN, AuthKey.ofPassword(SecretBytes.take(word))),
                Transports.REAL,
                new SecureRandom(),
                Ticker.SYSTEM);
    }

    private static Deadline soon() {
        return Deadline.after(Duration.ofSeconds(30), Ticker.SYSTEM);
    }
}
