package countersign.provider.yubihsm;

import countersign.connection.Ticker;
import countersign.consensus.KeyType;
import countersign.harness.provider.ProviderContract;
import countersign.harness.provider.Subject;
import countersign.harness.yubihsm.MockYubiHsm;
import countersign.keyring.spi.Provider;

import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/// A consensus key and an account key of one device.
final class YubiHsmContractTest {
    @TestFactory
    Stream<DynamicTest> contract() {
        return ProviderContract.claims(Device::new).stream()
                .map(claim -> DynamicTest.dynamicTest(claim.name(), claim::hold));
    }

    private static final class Device implements Subject {
        private static final String PASSWORD = "password";

        private final MockYubiHsm mock;

        Device() {
            try {
                mock = Bench.device();
            } catch (Exception e) {
                throw new AssertionError("a played device starts", e);
            }
        }

        @Override
        public Provider provider() {
            YubiHsm device = Bench.device(mock.port(), Optional.empty(), PASSWORD);
            return new YubiHsmProvider(
                    List.of(device),
                    List.of(
                            Bench.consensus(),
                            new DeviceKey(Bench.ACCOUNT, KeyType.SECP256K1, Optional.empty())),
                    new Bench(),
                    Ticker.SYSTEM);
        }

        @Override
        public void close() {
            mock.close();
        }
    }
}
