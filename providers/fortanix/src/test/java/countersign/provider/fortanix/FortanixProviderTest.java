package countersign.provider.fortanix;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import countersign.bytes.Bytes;
import countersign.connection.Deadline;
import countersign.connection.Ticker;
import countersign.consensus.KeyType;
import countersign.consensus.PublicKey;
import countersign.harness.fortanix.DsmFault;
import countersign.harness.fortanix.ThrowawayCertificate;
import countersign.keyring.spi.KeyHandle;
import countersign.keyring.spi.KeyLimits;
import countersign.keyring.spi.ProviderException;
import countersign.keyring.spi.ProviderException.Outcome;

import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

final class FortanixProviderTest {
    private static final Bytes VOTE = Bytes.ofHex("0608021107000000");
    private static final DsmKey BY_ID =
            new DsmKey(new KeyReference.Id(Service.ID), KeyType.ED25519, Optional.empty());
    private static final DsmKey BY_NAME =
            new DsmKey(new KeyReference.Name("account \"1\""), KeyType.SECP256K1, Optional.empty());

    // keytool takes a second; one certificate does for all.
    private static ThrowawayCertificate certificate;

    @BeforeAll
    static void certificate(@TempDir Path folder) {
        certificate = ThrowawayCertificate.make(folder);
    }

    @Test
    void bothTypesOfKey_signByIdAndByName() throws ProviderException {
        try (Service service = new Service(certificate)) {
            List<KeyHandle> keys = service.provider(BY_ID, BY_NAME).open();
            assertEquals(KeyType.ED25519, keys.getFirst().publicKey().type());
            assertEquals(KeyType.SECP256K1, keys.getLast().publicKey().type());
            for (KeyHandle key : keys) {
                assertEquals("fortanixdsm", key.provider());
                assertEquals(KeyLimits.NONE, key.limits());
                assertTrue(key.publicKey().verifies(VOTE, key.sign(VOTE, soon())));
            }
            keys.forEach(KeyHandle::close);
        }
    }

    /// Word for word what the service's own client sends.
    @Test
    void requests_areThoseOfTheServicesOwnClient() throws ProviderException {
        try (Service service = new Service(certificate)) {
            List<KeyHandle> keys = service.provider(BY_ID, BY_NAME).open();
            keys.getFirst().sign(VOTE, soon());
            keys.getLast().sign(VOTE, soon());
            List<String> requests = service.dsm().requests();
            assertEquals("/crypto/v1/keys/info {\"kid\":\"" + Service.ID + "\"}", requests.get(0));
            assertEquals("/crypto/v1/keys/info {\"name\":\"account \\\"1\\\"\"}", requests.get(1));
            assertEquals(
                    "/crypto/v1/sign {\"key\":{\"kid\":\""
                            + Service.ID
                            + "\"},\"hash_alg\":\"SHA512\",\"hash\":null,"
                            + "\"data\":\"BggCEQcAAAA=\",\"mode\":null,"
                            + "\"deterministic_signature\":null}",
                    requests.get(2));
            assertTrue(requests.get(3).contains("\"hash_alg\":\"SHA256\""), requests.get(3));
        }
    }

    /// What costs a vote, and what is said about it.
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "UNAUTHORIZED | REFUSED | HTTP status 401: Invalid credentials",
                "ECHO | REFUSED | HTTP status 400",
                "BROKEN | REFUSED | HTTP status 500: internal?[31m error",
                "NONSENSE | REFUSED | no JSON object",
                "REDIRECT | REFUSED | HTTP status 307",
                "ENDLESS_BODY | UNREACHED | exceed",
            })
    void fault_isAFailureByNameAndTheNextVoteIsSigned(DsmFault fault, Outcome outcome, String words)
            throws ProviderException {
        try (Service service = new Service(certificate)) {
            KeyHandle key = service.provider(BY_ID).open().getFirst();
            service.dsm().fail(fault);
            ProviderException failed =
                    assertThrows(ProviderException.class, () -> key.sign(VOTE, soon()));
            assertTrue(failed.what().contains(words), failed.what());
            assertEquals(outcome, failed.outcome());
            assertFalse(failed.toString().contains(Service.API_KEY));

            service.dsm().fail(DsmFault.NONE);
            assertTrue(key.publicKey().verifies(VOTE, key.sign(VOTE, soon())));
        }
    }

    @ParameterizedTest
    @CsvSource({"UNAVAILABLE_ONCE", "HANGS_UP_ONCE"})
    void whatDidNotGetThrough_isSentOnceMore(DsmFault fault) throws ProviderException {
        try (Service service = new Service(certificate)) {
            KeyHandle key = service.provider(BY_ID).open().getFirst();
            service.dsm().fail(fault);
            assertTrue(key.publicKey().verifies(VOTE, key.sign(VOTE, soon())));
        }
    }

    @Test
    void silence_endsWithTheDeadlineAndHoldsUpNoOtherKey() throws ProviderException {
        try (Service service = new Service(certificate)) {
            List<KeyHandle> keys = service.provider(BY_ID, BY_NAME).open();
            service.dsm().fail(DsmFault.SILENT);
            Deadline late = Deadline.after(Duration.ofSeconds(60), Ticker.SYSTEM);
            var hanging = CompletableFuture.runAsync(() -> failing(keys.getFirst(), late));
            service.awaitRequest(3);
            service.dsm().fail(DsmFault.NONE);
            assertEquals(64, keys.getLast().sign(VOTE, soon()).length());
            assertFalse(hanging.isDone());

            service.dsm().fail(DsmFault.SILENT);
            Deadline soon = Deadline.after(Duration.ofMillis(200), Ticker.SYSTEM);
            ProviderException failed = failing(keys.getLast(), soon);
            assertEquals("Fortanix DSM did not answer in time", failed.what());
            assertEquals(Outcome.BROKEN, failed.outcome());
            keys.forEach(KeyHandle::close);
            hanging.join();
        }
    }

    /// Whoever asked for it verifies it; here it only must not be altered.
    @Test
    void wrongSignature_isPassedOnAsItIs() throws ProviderException {
        try (Service service = new Service(certificate)) {
            KeyHandle key = service.provider(BY_ID).open().getFirst();
            service.dsm().fail(DsmFault.WRONG_SIGNATURE);
            assertFalse(key.publicKey().verifies(VOTE, key.sign(VOTE, soon())));
        }
    }

    @Test
    void keyOfAnotherType_isRefusedAtStart() {
        try (Service service = new Service(certificate)) {
            DsmKey wrong = new DsmKey(BY_ID.reference(), KeyType.SECP256K1, Optional.empty());
            refusedAtStart(service, wrong, "is of type EC Ed25519, not EC SecP256K1");
        }
    }

    @Test
    void keyThatIsNotThere_isRefusedAtStart() {
        try (Service service = new Service(certificate)) {
            KeyReference none = new KeyReference.Name("none");
            DsmKey wrong = new DsmKey(none, KeyType.ED25519, Optional.empty());
            refusedAtStart(service, wrong, "HTTP status 404");
        }
    }

    @Test
    void keyOtherThanTheConfiguredOne_isRefusedAtStart() throws ProviderException {
        try (Service service = new Service(certificate)) {
            PublicKey other = new PublicKey(KeyType.ED25519, Bytes.ofHex("58" + "66".repeat(31)));
            DsmKey wrong = new DsmKey(BY_ID.reference(), KeyType.ED25519, Optional.of(other));
            refusedAtStart(service, wrong, "not the configured one");

            PublicKey own = service.provider(BY_ID).open().getFirst().publicKey();
            DsmKey right = new DsmKey(BY_ID.reference(), KeyType.ED25519, Optional.of(own));
            assertEquals(1, service.provider(right).open().size());
        }
    }

    @Test
    void wrongApiKey_isRefusedAtStart() {
        try (Service service = new Service(certificate)) {
            ProviderException failed =
                    assertThrows(
                            ProviderException.class,
                            () -> service.provider("b3RoZXI=", BY_ID).open());
            assertTrue(failed.what().contains("HTTP status 401"), failed.what());
            assertTrue(failed.next().contains("API key"), failed.next());
        }
    }

    @Test
    void certificateOfNobodyTrusted_isRefusedAtStart() {
        try (Service service = new Service(certificate)) {
            ProviderException failed =
                    assertThrows(ProviderException.class, () -> service.untrusting(BY_ID).open());
            assertEquals(Outcome.UNREACHED, failed.outcome());
            assertTrue(failed.next().contains("`ca_file`"), failed.next());
            assertEquals(List.of(), service.dsm().requests());
        }
    }

    @Test
    void serviceThatIsAway_isAFailureAtStart() {
        try (Service service = new Service(certificate)) {
            URI endpoint = service.endpoint();
            service.leave();
            ProviderException failed =
                    assertThrows(
                            ProviderException.class,
                            () -> service.provider(endpoint, Service.API_KEY, BY_ID).open());
            assertEquals(Outcome.UNREACHED, failed.outcome());
        }
    }

    private static void refusedAtStart(Service service, DsmKey key, String words) {
        ProviderException failed =
                assertThrows(ProviderException.class, () -> service.provider(key).open());
        assertTrue(failed.what().contains(words), failed.what());
    }

    private static ProviderException failing(KeyHandle key, Deadline deadline) {
        return assertThrows(ProviderException.class, () -> key.sign(VOTE, deadline));
    }

    private static Deadline soon() {
        return Deadline.after(Duration.ofSeconds(20), Ticker.SYSTEM);
    }
}
