package countersign.provider.fortanix;

import countersign.consensus.KeyType;
import countersign.harness.fortanix.DsmFault;
import countersign.harness.fortanix.ThrowawayCertificate;
import countersign.harness.provider.Fault;
import countersign.harness.provider.ProviderContract;
import countersign.harness.provider.Subject;
import countersign.keyring.spi.Provider;

import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/// A key by its id and one by its name.
final class FortanixContractTest {
    private static ThrowawayCertificate certificate;

    @BeforeAll
    static void certificate(@TempDir Path folder) {
        certificate = ThrowawayCertificate.make(folder);
    }

    @TestFactory
    Stream<DynamicTest> contract() {
        return ProviderContract.claims(() -> new Cloud(certificate)).stream()
                .map(claim -> DynamicTest.dynamicTest(claim.name(), claim::hold));
    }

    private static final class Cloud implements Subject {
        private final Service service;

        Cloud(ThrowawayCertificate certificate) {
            service = new Service(certificate);
        }

        @Override
        public Provider provider() {
            return service.provider(
                    new DsmKey(new KeyReference.Id(Service.ID), KeyType.ED25519, Optional.empty()),
                    new DsmKey(
                            new KeyReference.Name("account \"1\""),
                            KeyType.SECP256K1,
                            Optional.empty()));
        }

        @Override
        public Set<Fault> faults() {
            return EnumSet.allOf(Fault.class);
        }

        @Override
        public void cause(Fault fault) {
            DsmFault played =
                    switch (fault) {
                        case AWAY -> DsmFault.HANGS_UP;
                        case SLOW -> DsmFault.SILENT;
                        case LYING -> DsmFault.WRONG_SIGNATURE;
                    };
            service.dsm().fail(played);
        }

        @Override
        public void mend() {
            service.dsm().fail(DsmFault.NONE);
        }

        @Override
        public List<byte[]> secrets() {
            return List.of(Service.API_KEY.getBytes(StandardCharsets.US_ASCII));
        }

        @Override
        public void close() {
            service.close();
        }
    }
}
