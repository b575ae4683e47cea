package countersign.app.command.yubihsm;

import countersign.app.command.Home;
import countersign.app.config.KeyFormat;
import countersign.app.config.provider.HsmDevice;
import countersign.app.config.provider.HsmKey;
import countersign.app.config.provider.HsmServer;
import countersign.app.config.provider.ProviderSettings;
import countersign.app.key.KeyFiles;
import countersign.app.provider.YubiHsmKeys;
import countersign.app.shell.Failure;
import countersign.bytes.SecretBytes;
import countersign.connection.Ticker;
import countersign.consensus.ChainId;
import countersign.provider.yubihsm.YubiHsm;
import countersign.provider.yubihsm.session.AuthKey;
import countersign.provider.yubihsm.session.Credentials;
import countersign.provider.yubihsm.transport.DeviceAddress;
import countersign.provider.yubihsm.transport.Transports;
import countersign.provider.yubihsm.workbench.Workbench;

import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// The device that a configuration names, and who logs in to it.
final class ConfiguredDevice {
    private final Home home;
    private final ProviderSettings.YubiHsm settings;
    private final HsmDevice device;
    // Where the commands go instead, and with which key.
    private final Optional<HsmServer> server;

    private ConfiguredDevice(Home home, ProviderSettings.YubiHsm settings, HsmDevice device) {
        this.home = home;
        this.settings = settings;
        boolean first = settings.devices().getFirst().equals(device);
        this.server = settings.server().filter(s -> first && s.commandsUseIt());
        this.device =
                server.map(s -> new HsmDevice(s.address(), device.authKey(), device.password()))
                        .orElse(device);
    }

    /// The device of this number, counted from 1 in the order of the file; 0 for the only one.
    static ConfiguredDevice of(Home home, int number) throws Failure {
        List<ConfiguredDevice> all = new ArrayList<>();
        for (ProviderSettings provider : home.config().providers()) {
            if (provider instanceof ProviderSettings.YubiHsm settings) {
                settings.devices().forEach(d -> all.add(new ConfiguredDevice(home, settings, d)));
            }
        }
        if (all.isEmpty()) {
            throw Failure.configuration(
                    home.file() + " names no YubiHSM",
                    "add [[providers.yubihsm]] with adapter, auth and keys");
        }
        if (number > all.size() || (number == 0 && all.size() > 1)) {
            throw Failure.usage(
                    "%s names %d YubiHSMs".formatted(home.file(), all.size()), choice(all));
        }
        return all.get(Math.max(0, number - 1));
    }

    /// For the commands about keys: as whoever is configured for commands, who types a password, or
    /// else as whoever signs.
    Workbench workbench() throws Failure {
        Optional<Integer> key = commandKey();
        if (key.isEmpty()) {
            return configuredWorkbench();
        }
        String question =
                "Enter password for YubiHSM2 auth key " + ObjectIds.text(key.get()) + ": ";
        try (SecretBytes password =
                home.shell().password(question, "run it in a terminal, or pipe the password in")) {
            AuthKey derived = AuthKey.ofPassword(password);
            return new Workbench(as(new Credentials(key.get(), derived)), Ticker.SYSTEM);
        }
    }

    /// As whoever signs, who in a new device may do everything.
    Workbench configuredWorkbench() throws Failure {
        return new Workbench(configured(), Ticker.SYSTEM);
    }

    /// The same without a workbench.
    YubiHsm configured() throws Failure {
        return new YubiHsmKeys(home.config(), new KeyFiles(home.shell()).secrets()).device(device);
    }

    /// The device, for somebody else. Whoever closes it closes the key.
    YubiHsm as(Credentials credentials) {
        return new YubiHsm(
                device.address(), credentials, Transports.REAL, new SecureRandom(), Ticker.SYSTEM);
    }

    /// How the chain of a key shows keys; empty where it is not configured, or for several chains.
    Optional<KeyFormat> format(int id) {
        for (HsmKey key : settings.hsmKeys()) {
            List<ChainId> chains = key.key().chains();
            if (key.id() == id && chains.size() == 1) {
                return Optional.of(home.config().chain(chains.getFirst()).keyFormat());
            }
        }
        return Optional.empty();
    }

    private Optional<Integer> commandKey() {
        return server.map(HsmServer::commandKey)
                .filter(key -> key.isPresent())
                .map(key -> key.getAsInt());
    }

    private static String choice(List<ConfiguredDevice> all) {
        List<String> named = new ArrayList<>();
        for (ConfiguredDevice one : all) {
            DeviceAddress address = one.device.address();
            named.add((named.size() + 1) + " for " + address);
        }
        return "say which one with --device: " + String.join(", ", named);
    }
}
