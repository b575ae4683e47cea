package countersign.app.config.section;

import countersign.app.config.Located;
import countersign.app.config.provider.ConfiguredKey;
import countersign.app.config.provider.HsmDevice;
import countersign.app.config.provider.HsmKey;
import countersign.app.config.provider.HsmServer;
import countersign.app.config.provider.ProviderSettings;
import countersign.app.config.provider.SecretSource;
import countersign.app.config.toml.Places;
import countersign.app.config.toml.Problems;
import countersign.app.config.toml.SecretReader;
import countersign.app.config.toml.Section;
import countersign.provider.yubihsm.transport.DeviceAddress;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Reads `[[providers.yubihsm]]`: a device as tmkms has it, and others that hold the same keys
/// below `standby`.
final class YubiHsmReader {
    private static final long ID_MAX = 65_535;
    private static final int PORT_MAX = 65_535;
    private static final int DEVICES_MAX = 8;
    private static final int TIMEOUT_MILLIS = 1_000;
    private static final Pattern SERIAL = Pattern.compile("[0-9]{10}");
    private static final Pattern ADDRESS =
            Pattern.compile("tcp://(\\[[0-9a-fA-F:.]+]|[A-Za-z0-9._-]{1,253}):([0-9]{1,5})");

    /// Stands in for what is missing or wrong: the file is refused.
    private static final DeviceAddress NOWHERE =
            new DeviceAddress.Connector("localhost", 1, Optional.empty());

    private final Places places;
    private final Problems problems;
    private final Function<Section, ConfiguredKey> keyReader;

    // Which device is configured where.
    private final Map<String, Integer> lines = new HashMap<>();

    /// `keyReader` reads `name`, `chain_ids` and `type`.
    YubiHsmReader(Places places, Function<Section, ConfiguredKey> keyReader) {
        this.places = places;
        this.problems = places.problems();
        this.keyReader = keyReader;
    }

    ProviderSettings read(Section section) {
        DeviceAddress address = address(section);
        HsmDevice first =
                section.requiredTable("auth", "{ key = 1, password_file = \"/path/to/password\" }")
                        .map(auth -> device(address, auth))
                        .orElseGet(() -> new HsmDevice(address, 1, nothing(section)));
        refuseSecond(section, address);
        List<HsmDevice> devices = new ArrayList<>(List.of(first));
        for (Section standby : section.tables("standby", "`standby` of " + section.title())) {
            devices.add(standby(standby, first));
        }
        if (devices.size() > DEVICES_MAX) {
            problems.error(
                    section.line(),
                    section.title() + " has more than " + DEVICES_MAX + " devices",
                    "take some away; two or three are enough");
        }
        Optional<HsmServer> server = section.table("connector_server").flatMap(this::server);
        List<HsmKey> keys = new ArrayList<>();
        for (Section key : section.tables("keys", "`keys` of " + section.title())) {
            keys.add(key(key));
        }
        section.refuseOthers();
        return new ProviderSettings.YubiHsm(devices, keys, server);
    }

    private HsmKey key(Section section) {
        int id = (int) section.requiredNumber("key", 1, ID_MAX).orElse(1);
        ConfiguredKey key = keyReader.apply(section);
        HsmKey read =
                new HsmKey(
                        key, id, new PublicKeyReader(problems).read(section, key.role().keyType()));
        section.refuseOthers();
        return read;
    }

    /// Without an `auth` of its own it is opened as the first one is.
    private HsmDevice standby(Section section, HsmDevice first) {
        DeviceAddress address = address(section);
        HsmDevice device =
                section.table("auth")
                        .map(auth -> device(address, auth))
                        .orElseGet(() -> new HsmDevice(address, first.authKey(), first.password()));
        refuseSecond(section, address);
        section.refuseOthers();
        return device;
    }

    private DeviceAddress address(Section section) {
        Optional<String> serial =
                section.text("serial_number").filter(this::isSerial).map(Located::value);
        return section.requiredTable("adapter", "{ type = \"usb\" }")
                .flatMap(adapter -> adapter(adapter, serial))
                .orElse(NOWHERE);
    }

    private boolean isSerial(Located<String> text) {
        return matches(text, SERIAL, "`serial_number` must have 10 digits");
    }

    private Optional<DeviceAddress> adapter(Section adapter, Optional<String> serial) {
        adapter.requiredText("type", "usb");
        Optional<String> type = adapter.choice("type", List.of("usb", "http"), Function.identity());
        if (type.isEmpty()) {
            adapter.refuseGaps();
            return Optional.empty();
        }
        Optional<DeviceAddress> address;
        if (type.get().equals("usb")) {
            long millis = adapter.number("timeout_ms", 1, Integer.MAX_VALUE).orElse(TIMEOUT_MILLIS);
            address = Optional.of(new DeviceAddress.Usb(serial, Duration.ofMillis(millis)));
        } else {
            address =
                    adapter.requiredText("addr", "tcp://127.0.0.1:12345")
                            .flatMap(text -> connector(text, serial));
        }
        adapter.refuseOthers();
        return address;
    }

    private Optional<DeviceAddress> connector(Located<String> text, Optional<String> serial) {
        if (!matches(text, ADDRESS, "the address must be tcp://HOST:PORT")) {
            return Optional.empty();
        }
        Matcher parts = ADDRESS.matcher(text.value());
        int port = parts.matches() ? Integer.parseInt(parts.group(2)) : 0;
        if (port < 1 || port > PORT_MAX) {
            problems.error(
                    text.line(),
                    "the address has a port beyond 1 to 65535",
                    "yubihsm-connector listens at 12345");
            return Optional.empty();
        }
        return Optional.of(new DeviceAddress.Connector(parts.group(1), port, serial));
    }

    private HsmDevice device(DeviceAddress address, Section auth) {
        int id = (int) auth.requiredNumber("key", 1, ID_MAX).orElse(1);
        Located<SecretSource> password =
                new SecretReader(places).required(auth, "password").orElse(nothing(auth));
        auth.refuseOthers();
        return new HsmDevice(address, id, password);
    }

    private Located<SecretSource> nothing(Section section) {
        return new Located<>(new SecretSource.File(places.base()), section.line());
    }

    private Optional<HsmServer> server(Section server) {
        Optional<DeviceAddress> address =
                server.requiredText("laddr", "tcp://127.0.0.1:12345")
                        .flatMap(text -> connector(text, Optional.empty()));
        Optional<Section> commands = server.table("cli");
        Optional<Integer> key =
                commands.flatMap(
                        cli -> {
                            long id = cli.number("auth_key", 1, ID_MAX).orElse(0);
                            cli.refuseOthers();
                            return Optional.of((int) id).filter(number -> number > 0);
                        });
        server.refuseOthers();
        return address.filter(DeviceAddress.Connector.class::isInstance)
                .map(DeviceAddress.Connector.class::cast)
                .map(
                        connector ->
                                new HsmServer(
                                        connector,
                                        commands.isPresent(),
                                        key.map(OptionalInt::of).orElse(OptionalInt.empty())));
    }

    /// A USB device has one owner, and two sessions with one device are one too many.
    private void refuseSecond(Section section, DeviceAddress address) {
        if (address.equals(NOWHERE)) {
            return;
        }
        String device =
                switch (address) {
                    case DeviceAddress.Connector connector -> connector.authority();
                    case DeviceAddress.Usb usb -> usb.serial().orElse("usb");
                };
        Integer first = lines.putIfAbsent(device, section.line());
        if (first != null) {
            problems.error(
                    section.line(),
                    "%s is about the same device as the one on line %d"
                            .formatted(section.title(), first),
                    device.equals("usb")
                            ? "merge the two: one section holds all keys; or give each its"
                                    + " `serial_number`"
                            : "merge the two: one section holds all keys");
        } else if (lines.containsKey("usb") && address instanceof DeviceAddress.Usb) {
            refuseUnnamed(section, device);
        }
    }

    private void refuseUnnamed(Section section, String device) {
        boolean several = lines.keySet().stream().filter(d -> !d.contains(":")).count() > 1;
        if (several) {
            problems.error(
                    section.line(),
                    "%s and the one on line %d may be the same device"
                            .formatted(
                                    section.title(),
                                    lines.entrySet().stream()
                                            .filter(e -> !e.getKey().contains(":"))
                                            .filter(e -> !e.getKey().equals(device))
                                            .mapToInt(Map.Entry::getValue)
                                            .min()
                                            .orElse(section.line())),
                    "give each device at USB its `serial_number`");
        }
    }

    private boolean matches(Located<String> text, Pattern pattern, String rule) {
        if (pattern.matcher(text.value()).matches()) {
            return true;
        }
        problems.error(text.line(), rule, "correct it, or delete the whole section");
        return false;
    }
}
