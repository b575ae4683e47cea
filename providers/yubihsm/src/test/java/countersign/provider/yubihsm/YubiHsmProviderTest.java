package countersign.provider.yubihsm;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import countersign.bytes.Bytes;
import countersign.connection.Deadline;
import countersign.connection.Ticker;
import countersign.consensus.KeyType;
import countersign.consensus.PublicKey;
import countersign.harness.yubihsm.Fault;
import countersign.harness.yubihsm.HsmSetup;
import countersign.harness.yubihsm.MockYubiHsm;
import countersign.keyring.spi.DeviceSession;
import countersign.keyring.spi.KeyHandle;
import countersign.keyring.spi.ProviderException;
import countersign.keyring.spi.ProviderException.Outcome;
import countersign.provider.yubihsm.wire.Algorithm;
import countersign.provider.yubihsm.wire.Capability;
import countersign.provider.yubihsm.wire.DeviceOption;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import java.security.SecureRandom;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/// Keys of devices that work, fail, lie and come back.
class YubiHsmProviderTest {
    private final Bench bench = new Bench();
    private MockYubiHsm mock;

    YubiHsmProviderTest() throws Exception {
        mock = Bench.device();
    }

    @BeforeEach
    void fresh() {
        bench.said.clear();
    }

    @AfterEach
    void end() {
        mock.close();
    }

    private static void assertSigns(KeyHandle key, int number) throws ProviderException {
        Bytes message = Bench.message(number);
        assertTrue(key.publicKey().verifies(message, key.sign(message, Bench.soon())));
    }

    private static ProviderException failure(KeyHandle key) {
        return assertThrows(
                ProviderException.class, () -> key.sign(Bench.message(0), Bench.soon()));
    }

    /// A device is asked again a second after it was away.
    private static void pause() throws InterruptedException {
        CountDownLatch never = new CountDownLatch(1);
        long millis = DeviceSession.PAUSE.toMillis() + 50;
        assertFalse(never.await(millis, TimeUnit.MILLISECONDS));
    }

    @Test
    void bothTypesOfKeys_sign() throws Exception {
        List<DeviceKey> keys =
                List.of(
                        Bench.consensus(),
                        new DeviceKey(Bench.ACCOUNT, KeyType.SECP256K1, Optional.empty()));
        List<KeyHandle> handles =
                bench.open(keys, Bench.device(mock.port(), Optional.of("0012345678"), "password"));
        assertEquals(KeyType.SECP256K1, handles.get(1).publicKey().type());
        for (KeyHandle handle : handles) {
            for (int i = 0; i < 10; i++) {
                assertSigns(handle, i);
            }
            assertEquals("yubihsm", handle.provider());
        }
        assertEquals(3114, handles.get(0).limits().messageBytesMax());
        assertEquals(Integer.MAX_VALUE, handles.get(1).limits().messageBytesMax());
        handles.forEach(KeyHandle::close);
        assertEquals(0, mock.device().sessions());
    }

    @Test
    void wrongPassword_isTriedOnce() {
        YubiHsm device = Bench.device(mock.port(), Optional.empty(), "wrong");
        int before = mock.messages();
        ProviderException denied =
                assertThrows(
                        ProviderException.class,
                        () -> device.use(Bench.soon(), (s, d) -> s.deviceInfo(d)));
        assertEquals(Outcome.DENIED, denied.outcome());
        int asked = mock.messages();
        assertTrue(asked - before <= 2);
        assertThrows(
                ProviderException.class, () -> device.use(Bench.soon(), (s, d) -> s.deviceInfo(d)));
        assertEquals(asked, mock.messages());
    }

    static Stream<Fault> breaks() {
        return Stream.of(
                new Fault.Drop(),
                new Fault.Ignore(),
                new Fault.BadMac(),
                new Fault.Refusal(0x03),
                new Fault.Refusal(0x04),
                new Fault.Refusal(0xaa),
                new Fault.Restart(),
                new Fault.Status(500),
                new Fault.Nonsense(10),
                new Fault.Nonsense(100_000),
                new Fault.Slow(Duration.ofMillis(50)));
    }

    @ParameterizedTest
    @MethodSource("breaks")
    void brokenSession_isOpenedAgain_andTheVoteIsSigned(Fault fault) throws Exception {
        KeyHandle key = bench.open(mock.port());
        mock.failOnce(fault);
        assertSigns(key, 1);
        assertSigns(key, 2);
        key.close();
    }

    @Test
    void silentDevice_costsNoMoreThanTheDeadline() throws Exception {
        KeyHandle key = bench.open(mock.port());
        mock.fail(new Fault.Slow(Duration.ofMinutes(1)));
        Deadline deadline = Deadline.after(Duration.ofMillis(300), Ticker.SYSTEM);
        ProviderException silent =
                assertThrows(ProviderException.class, () -> key.sign(Bench.message(0), deadline));
        assertEquals(Outcome.BROKEN, silent.outcome());
        mock.heal();
        pause();
        assertSigns(key, 1);
        key.close();
    }

    @Test
    void connectorGoneAndBack_signsAgainByItself() throws Exception {
        KeyHandle key = bench.open(mock.port());
        int port = mock.unplug();
        ProviderException gone = failure(key);
        assertEquals(Outcome.UNREACHED, gone.outcome());
        assertTrue(gone.what().endsWith("cannot be reached"), gone::what);
        mock.plugIn(port);
        pause();
        assertSigns(key, 1);
        key.close();
    }

    @Test
    void deviceThatLetUsIn_mayDenyTwice_butNotThrice() throws Exception {
        KeyHandle key = bench.open(mock.port());
        mock.fail(new Fault.Refusal(0x0b));
        for (Outcome outcome : List.of(Outcome.BROKEN, Outcome.BROKEN, Outcome.DENIED)) {
            assertEquals(outcome, failure(key).outcome());
            pause();
        }
        mock.heal();
        int before = mock.messages();
        assertEquals(Outcome.DENIED, failure(key).outcome());
        assertEquals(before, mock.messages());
        key.close();
    }

    @Test
    void lyingDevice_isNotBelievedAtTheStart() {
        mock.fail(new Fault.Lie());
        ProviderException lied =
                assertThrows(ProviderException.class, () -> bench.open(mock.port()));
        assertTrue(lied.what().contains("does not verify"), lied::what);
    }

    @Test
    void missingKey_otherType_andOtherPublicKey_areNamed() {
        PublicKey other =
                new PublicKey(
                        KeyType.ED25519,
                        Bytes.ofHex(
                                "d75a980182b10ab7d54bfed3c964073a"
                                        + "0ee172f3daa62325af021a68f707511a"));
        refused(
                new DeviceKey(9, KeyType.ED25519, Optional.empty()),
                "has no asymmetric key 0x0009");
        refused(
                new DeviceKey(Bench.ACCOUNT, KeyType.ED25519, Optional.empty()),
                "is not of type ed25519 but of ec-k256");
        refused(
                new DeviceKey(Bench.CONSENSUS, KeyType.ED25519, Optional.of(other)),
                "not the configured one");
    }

    private void refused(DeviceKey key, String words) {
        YubiHsm device = Bench.device(mock.port(), Optional.empty(), "password");
        ProviderException refused =
                assertThrows(ProviderException.class, () -> bench.open(List.of(key), device));
        assertTrue(refused.what().contains(words), refused::what);
    }

    @Test
    void otherSerialNumber_isAnotherDevice() {
        YubiHsm device = Bench.device(mock.port(), Optional.of("0000000001"), "password");
        ProviderException refused =
                assertThrows(
                        ProviderException.class,
                        () -> bench.open(List.of(Bench.consensus()), device));
        assertTrue(refused.what().contains("of serial number 0012345678"), refused::what);
    }

    @Test
    void fullLog_isDrainedAndTold() throws Exception {
        KeyHandle key = bench.open(mock.port());
        try (YubiHsm other = Bench.device(mock.port(), Optional.empty(), "password")) {
            other.use(
                    Bench.soon(),
                    (session, deadline) -> {
                        session.setOption(DeviceOption.FORCE_AUDIT, Bytes.of((byte) 1), deadline);
                        return session.device();
                    });
        }
        for (int i = 0; i < 100; i++) {
            assertSigns(key, i);
        }
        assertTrue(bench.said.contains("drained 62, chained true"), bench.said::toString);
        key.close();
    }

    @Test
    void secondDevice_signsWhenTheFirstIsGone_andLies() throws Exception {
        try (MockYubiHsm second = Bench.device()) {
            KeyHandle key = bench.open(mock.port(), second.port());
            assertSigns(key, 1);
            int before = second.messages();
            mock.fail(new Fault.Lie());
            assertSigns(key, 2);
            assertTrue(second.messages() > before);
            mock.heal();
            int port = mock.unplug();
            assertSigns(key, 3);
            mock.plugIn(port);
            second.unplug();
            pause();
            assertSigns(key, 4);
            key.close();
        }
    }

    @Test
    void silentFirstDevice_leavesTimeForTheSecond() throws Exception {
        try (MockYubiHsm second = Bench.device()) {
            KeyHandle key = bench.open(mock.port(), second.port());
            mock.fail(new Fault.Slow(Duration.ofMinutes(1)));
            assertSigns(key, 1);
            key.close();
        }
    }

    @Test
    void secondDeviceWithAnotherKey_isRefused() throws Exception {
        try (MockYubiHsm second = MockYubiHsm.start();
                YubiHsm device = Bench.device(second.port(), Optional.empty(), "password")) {
            device.use(
                    Bench.soon(),
                    (session, deadline) ->
                            session.generateAsymmetric(
                                    Bench.key(Bench.CONSENSUS, Capability.SIGN_EDDSA),
                                    Algorithm.ED25519,
                                    deadline));
            ProviderException refused =
                    assertThrows(
                            ProviderException.class, () -> bench.open(mock.port(), second.port()));
            assertTrue(refused.next().contains("holds the same keys"), refused::next);
        }
    }

    @Test
    void absentSecondDevice_isTold_andAbsentAllAreAnError() throws Exception {
        MockYubiHsm second = Bench.device();
        int port = second.unplug();
        KeyHandle key = bench.open(mock.port(), port);
        assertSigns(key, 1);
        assertTrue(bench.said.getFirst().contains("cannot be reached"), bench.said::toString);
        key.close();
        mock.unplug();
        assertThrows(ProviderException.class, () -> bench.open(port));
    }

    @Test
    void twoProcessesAtOneConnector_bothSign() throws Exception {
        KeyHandle one = bench.open(mock.port());
        KeyHandle two = bench.open(mock.port());
        for (int i = 0; i < 5; i++) {
            assertSigns(one, i);
            assertSigns(two, i);
        }
        one.close();
        two.close();
    }

    @Test
    void replacedDevice_isNotSignedWith() throws Exception {
        KeyHandle key = bench.open(mock.port());
        int port = mock.unplug();
        try (MockYubiHsm other =
                MockYubiHsm.start(
                        new HsmSetup(1, "2.4.0", new SecureRandom(), System::nanoTime), port)) {
            ProviderException refused = failure(key);
            assertEquals(Outcome.REFUSED, refused.outcome());
            assertTrue(refused.what().contains("has no asymmetric key"), refused::what);
            assertTrue(other.messages() > 0);
        }
        mock.plugIn(port);
        pause();
        assertSigns(key, 1);
        key.close();
    }
}
