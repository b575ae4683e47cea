package countersign.provider.yubihsm;

import countersign.bytes.Bytes;
import countersign.bytes.SecretBytes;
import countersign.connection.Deadline;
import countersign.connection.Ticker;
import countersign.consensus.KeyType;
import countersign.harness.yubihsm.MockYubiHsm;
import countersign.keyring.spi.KeyHandle;
import countersign.keyring.spi.ProviderException;
import countersign.provider.yubihsm.session.AuthKey;
import countersign.provider.yubihsm.session.Credentials;
import countersign.provider.yubihsm.transport.DeviceAddress;
import countersign.provider.yubihsm.transport.Transports;
import countersign.provider.yubihsm.wire.Algorithm;
import countersign.provider.yubihsm.wire.Capability;
import countersign.provider.yubihsm.wire.LogPage;
import countersign.provider.yubihsm.wire.NewObject;

import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Optional;

/// Devices behind connectors of this process, and a provider of their keys.
final class Bench implements Notices {
    static final int CONSENSUS = 1;
    static final int ACCOUNT = 2;
    static final Duration SIGN_MAX = Duration.ofSeconds(4);

    final List<String> said = Collections.synchronizedList(new ArrayList<>());

    /// A new device that holds both keys of everybody's bench.
    static MockYubiHsm device() throws Exception {
        MockYubiHsm mock = MockYubiHsm.start();
        try (YubiHsm device = device(mock.port(), Optional.empty(), "password")) {
            device.use(
                    soon(),
                    (session, deadline) -> {
                        byte[] seed = new byte[32];
                        Arrays.fill(seed, (byte) 7);
                        SecretBytes secret = SecretBytes.take(seed);
                        session.putAsymmetric(
                                key(CONSENSUS, Capability.SIGN_EDDSA),
                                Algorithm.ED25519,
                                secret,
                                deadline);
                        byte[] scalar = new byte[32];
                        Arrays.fill(scalar, (byte) 9);
                        return session.putAsymmetric(
                                key(ACCOUNT, Capability.SIGN_ECDSA),
                                Algorithm.EC_K256,
                                SecretBytes.take(scalar),
                                deadline);
                    });
        }
        return mock;
    }

    static NewObject key(int id, Capability capability) {
        return new NewObject(id, "", NewObject.DOMAIN_1, Capability.mask(capability));
    }

    static YubiHsm device(int port, Optional<String> serial, String password) {
        return device(port, serial, new Credentials(1, authKey(password)));
    }

    static AuthKey authKey(String password) {
        return AuthKey.ofPassword(SecretBytes.take(password.getBytes(StandardCharsets.UTF_8)));
    }

    static YubiHsm device(int port, Optional<String> serial, Credentials credentials) {
        return new YubiHsm(
                new DeviceAddress.Connector("127.0.0.1", port, serial),
                credentials,
                Transports.REAL,
                new SecureRandom(),
                Ticker.SYSTEM);
    }

    List<KeyHandle> open(List<DeviceKey> keys, YubiHsm... devices) throws ProviderException {
        return new YubiHsmProvider(List.of(devices), keys, this, Ticker.SYSTEM).open();
    }

    /// The consensus key of the devices at these ports.
    KeyHandle open(int... ports) throws ProviderException {
        YubiHsm[] devices =
                Arrays.stream(ports)
                        .mapToObj(port -> device(port, Optional.empty(), "password"))
                        .toArray(YubiHsm[]::new);
        return open(List.of(consensus()), devices).getFirst();
    }

    static DeviceKey consensus() {
        return new DeviceKey(CONSENSUS, KeyType.ED25519, Optional.empty());
    }

    static Deadline soon() {
        return Deadline.after(SIGN_MAX, Ticker.SYSTEM);
    }

    static Bytes message(int number) {
        return Bytes.of((byte) 'm', (byte) number);
    }

    @Override
    public void failed(String device, String why, String next) {
        said.add("failed: " + why);
    }

    @Override
    public void recovered(String device) {
        said.add("recovered");
    }

    @Override
    public void drained(String device, LogPage log) {
        said.add("drained %d, chained %b".formatted(log.entries().size(), log.isChained()));
    }
}
