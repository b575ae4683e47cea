package countersign.provider.yubihsm;

import countersign.connection.Ticker;
import countersign.consensus.KeyType;
import countersign.harness.provider.Fault;
import countersign.harness.provider.ProviderContract;
import countersign.harness.provider.Subject;
import countersign.harness.yubihsm.MockYubiHsm;
import countersign.keyring.spi.Provider;
import countersign.keyring.spi.ProviderException;
import countersign.provider.yubihsm.session.AuthKey;
import countersign.provider.yubihsm.session.Credentials;
import countersign.provider.yubihsm.wire.Capability;
import countersign.provider.yubihsm.wire.NewObject;

import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/// A consensus key and an account key of one device.
final class YubiHsmContractTest {
    @TestFactory
    Stream<DynamicTest> contract() {
        return ProviderContract.claims(Device::new).stream()
                .map(claim -> DynamicTest.dynamicTest(claim.name(), claim::hold));
    }

    private static final class Device implements Subject {
        /// Nothing else is called so: wherever it is read, it was shown.
        private static final String PASSWORD = "correct-horse-battery-staple";

        private static final int AUTH_KEY = 2;

        private final MockYubiHsm mock;
        private final int port;
        private boolean unplugged;

        Device() {
            try {
                mock = Bench.device();
                port = mock.port();
                giveAccess();
            } catch (Exception e) {
                throw new AssertionError("a played device starts", e);
            }
        }

        private void giveAccess() throws ProviderException {
            long mask = Capability.mask(Capability.SIGN_EDDSA, Capability.SIGN_ECDSA);
            try (YubiHsm device = Bench.device(port, Optional.empty(), "password");
                    AuthKey key = Bench.authKey(PASSWORD)) {
                device.use(
                        Bench.soon(),
                        (session, deadline) ->
                                session.putAuthKey(
                                        new NewObject(AUTH_KEY, "", NewObject.DOMAIN_1, mask),
                                        0,
                                        key,
                                        deadline));
            }
        }

        @Override
        public Provider provider() {
            Credentials credentials = new Credentials(AUTH_KEY, Bench.authKey(PASSWORD));
            YubiHsm device = Bench.device(port, Optional.empty(), credentials);
            return new YubiHsmProvider(
                    List.of(device),
                    List.of(
                            Bench.consensus(),
                            new DeviceKey(Bench.ACCOUNT, KeyType.SECP256K1, Optional.empty())),
                    new Bench(),
                    Ticker.SYSTEM);
        }

        @Override
        public Set<Fault> faults() {
            return EnumSet.allOf(Fault.class);
        }

        @Override
        public void cause(Fault fault) {
            switch (fault) {
                case AWAY -> mock.unplug();
                case SLOW ->
                        mock.fail(
                                new countersign.harness.yubihsm.Fault.Slow(Duration.ofMinutes(1)));
                case LYING -> mock.fail(new countersign.harness.yubihsm.Fault.Lie());
            }
            unplugged = fault == Fault.AWAY;
        }

        @Override
        public void mend() throws IOException {
            mock.heal();
            if (unplugged) {
                mock.plugIn(port);
                unplugged = false;
            }
        }

        @Override
        public List<byte[]> secrets() {
            try (AuthKey key = Bench.authKey(PASSWORD)) {
                return List.of(PASSWORD.getBytes(StandardCharsets.UTF_8), key.unsafeExport());
            }
        }

        @Override
        public void close() {
            mock.close();
        }
    }
}
