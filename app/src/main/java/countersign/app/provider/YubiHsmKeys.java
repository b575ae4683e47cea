package countersign.app.provider;

import countersign.app.config.Config;
import countersign.app.config.provider.HsmDevice;
import countersign.app.config.provider.HsmKey;
import countersign.app.config.provider.HsmServer;
import countersign.app.config.provider.ProviderSettings;
import countersign.app.key.Secrets;
import countersign.app.shell.Failure;
import countersign.bytes.SecretBytes;
import countersign.connection.Ticker;
import countersign.keyring.spi.Provider;
import countersign.provider.yubihsm.DeviceKey;
import countersign.provider.yubihsm.Notices;
import countersign.provider.yubihsm.YubiHsm;
import countersign.provider.yubihsm.YubiHsmProvider;
import countersign.provider.yubihsm.session.AuthKey;
import countersign.provider.yubihsm.session.Credentials;
import countersign.provider.yubihsm.transport.Transports;
import countersign.provider.yubihsm.wire.LogPage;

import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/// YubiHSMs from their settings, and the passwords that open them.
public final class YubiHsmKeys {
    private final Config config;
    private final Secrets secrets;

    public YubiHsmKeys(Config config, Secrets secrets) {
        this.config = config;
        this.secrets = secrets;
    }

    /// Its keys, for signing. `tell` hears of devices that fail, recover and lose their log.
    /// `serves` says whether its `connector_server` is to run.
    Provider provider(ProviderSettings.YubiHsm settings, Consumer<String> tell, boolean serves)
            throws Failure {
        List<DeviceKey> keys = settings.hsmKeys().stream().map(YubiHsmKeys::key).toList();
        List<YubiHsm> devices = new ArrayList<>();
        for (HsmDevice device : settings.devices()) {
            devices.add(device(device));
        }
        YubiHsmProvider provider = new YubiHsmProvider(devices, keys, told(tell), Ticker.SYSTEM);
        Optional<HsmServer> server = settings.server().filter(_ -> serves);
        return server.isPresent() ? provider.serving(server.get().address()) : provider;
    }

    /// One device, to be closed by the caller, and opened with its configured authentication key.
    public YubiHsm device(HsmDevice device) throws Failure {
        String origin = config.origin(device.password().line());
        try (SecretBytes password =
                secrets.read(device.password().value(), "the password", origin)) {
            Credentials credentials =
                    new Credentials(device.authKey(), AuthKey.ofPassword(password));
            return new YubiHsm(
                    device.address(),
                    credentials,
                    Transports.REAL,
                    new SecureRandom(),
                    Ticker.SYSTEM);
        }
    }

    private static DeviceKey key(HsmKey key) {
        return new DeviceKey(key.id(), key.key().role().keyType(), key.publicKey());
    }

    private static Notices told(Consumer<String> tell) {
        return new Notices() {
            @Override
            public void failed(String device, String why, String next) {
                tell.accept(why + "; " + next);
            }

            @Override
            public void recovered(String device) {
                tell.accept(device + " is back");
            }

            @Override
            public void drained(String device, LogPage log) {
                tell.accept(
                        "the audit log of %s was full; it had %d entries%s"
                                .formatted(
                                        device,
                                        log.entries().size(),
                                        log.isChained() ? "" : ", and their digests do not match"));
                log.entries().forEach(entry -> tell.accept(device + " logged " + entry));
            }
        };
    }
}
