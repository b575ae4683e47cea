package countersign.provider.pkcs11;

import countersign.consensus.KeyType;
import countersign.harness.provider.Fault;
import countersign.harness.provider.ProviderContract;
import countersign.harness.provider.Subject;
import countersign.keyring.spi.Provider;

import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/// A key of each curve in SoftHSM, made by pkcs11-tool.
final class SoftHsmContractTest {
    /// Of a process that starts, in which SoftHSM looks for its tokens. In this one it has.
    private static final String START = "a start without the device fails by name";

    private static final SoftHsm HSM = SoftHsm.empty();

    @BeforeAll
    static void makeToken() {
        HSM.with("contract");
        HSM.make("contract", "EC:edwards25519", "validator", "01");
        HSM.make("contract", "EC:secp256k1", "account", "02");
    }

    @TestFactory
    Stream<DynamicTest> contract() {
        return ProviderContract.claims(Softly::new).stream()
                .filter(claim -> !claim.name().equals(START))
                .map(claim -> DynamicTest.dynamicTest(claim.name(), claim::hold));
    }

    /// The token lives on between claims, as tokens do.
    private static final class Softly implements Subject {
        private static final String PIN = "1234";
        private static final Path AWAY = SoftHsm.tokens().resolveSibling("softhsm-tokens-away");

        @Override
        public Provider provider() {
            return new Pkcs11Provider(
                    HSM.token("contract"),
                    List.of(
                            SoftHsm.key("validator", KeyType.ED25519),
                            SoftHsm.key("account", KeyType.SECP256K1)));
        }

        @Override
        public Set<Fault> faults() {
            return Set.of(Fault.AWAY);
        }

        @Override
        public void cause(Fault fault) throws IOException {
            Files.move(SoftHsm.tokens(), AWAY);
        }

        @Override
        public void mend() throws IOException {
            Files.move(AWAY, SoftHsm.tokens());
        }

        /// Where a claim that was not shown left them.
        @Override
        public void close() throws IOException {
            if (Files.exists(AWAY)) {
                mend();
            }
        }

        @Override
        public List<byte[]> secrets() {
            return List.of(PIN.getBytes(StandardCharsets.US_ASCII));
        }
    }
}
