package countersign.provider.softsign;

import countersign.harness.provider.ProviderContract;
import countersign.harness.provider.Subject;
import countersign.keyring.spi.Provider;

import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.stream.Stream;

/// Keys in memory have no device that could fail.
final class SoftsignContractTest {
    @TestFactory
    Stream<DynamicTest> contract() {
        return ProviderContract.claims(Files::new).stream()
                .map(claim -> DynamicTest.dynamicTest(claim.name(), claim::hold));
    }

    /// One key of every kind of file.
    private static final class Files implements Subject {
        private static final List<String> NAMES =
                List.of("signing_ed25519.key", "signing_secp256k1.key");

        @Override
        public Provider provider() throws KeyFileException {
            List<SoftKey> keys = new ArrayList<>();
            for (String name : NAMES) {
                keys.add(Vectors.key(name).load());
            }
            return new SoftsignProvider(keys);
        }

        @Override
        public List<byte[]> secrets() {
            return NAMES.stream()
                    .map(name -> Base64.getDecoder().decode(Vectors.key(name).file().strip()))
                    .toList();
        }
    }
}
