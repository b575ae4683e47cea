package countersign.provider.yubihsm.session;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import countersign.bytes.Bytes;
import countersign.bytes.SecretBytes;
import countersign.connection.Deadline;
import countersign.connection.Ticker;
import countersign.consensus.PublicKey;
import countersign.harness.yubihsm.HsmDevice;
import countersign.harness.yubihsm.HsmSetup;
import countersign.keyring.spi.EcdsaSignature;
import countersign.keyring.spi.ProviderException;
import countersign.keyring.spi.ProviderException.Outcome;
import countersign.provider.yubihsm.DirectTransport;
import countersign.provider.yubihsm.session.HsmSession.Wrapping;
import countersign.provider.yubihsm.wire.Algorithm;
import countersign.provider.yubihsm.wire.Capability;
import countersign.provider.yubihsm.wire.DeviceError;
import countersign.provider.yubihsm.wire.DeviceOption;
import countersign.provider.yubihsm.wire.LogPage;
import countersign.provider.yubihsm.wire.NewObject;
import countersign.provider.yubihsm.wire.ObjectFilter;
import countersign.provider.yubihsm.wire.ObjectInfo;
import countersign.provider.yubihsm.wire.ObjectRef;
import countersign.provider.yubihsm.wire.ObjectType;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/// Every command, against a device that is not ours.
class HsmSessionTest {
    private static final Deadline SOON = Deadline.after(Duration.ofMinutes(5), Ticker.SYSTEM);
    private static final Bytes MESSAGE = Bytes.of((byte) 1, (byte) 2, (byte) 3);
    private static final long MAY_LEAVE =
            Capability.mask(Capability.SIGN_EDDSA, Capability.EXPORTABLE_UNDER_WRAP);

    private final HsmDevice device = device("2.4.0");
    private HsmSession session;

    HsmSessionTest() throws ProviderException {
        session = open(device, 1, "password");
    }

    private static HsmDevice device(String firmware) {
        return new HsmDevice(
                new HsmSetup(12_345_678, firmware, new SecureRandom(), System::nanoTime));
    }

    private static HsmSession open(HsmDevice device, int id, String password)
            throws ProviderException {
        try (AuthKey key =
                AuthKey.ofPassword(SecretBytes.take(password.getBytes(StandardCharsets.UTF_8)))) {
            return HsmSession.open(
                    "the device",
                    new DirectTransport(device),
                    new Credentials(id, key),
                    new SecureRandom(),
                    SOON);
        }
    }

    private static NewObject object(int id, long capabilities) {
        return new NewObject(id, "label " + id, NewObject.DOMAIN_1, capabilities);
    }

    @BeforeEach
    void generate() throws ProviderException {
        int id = session.generateAsymmetric(object(7, MAY_LEAVE), Algorithm.ED25519, SOON);
        assertEquals(7, id);
    }

    @Test
    void device_saysWhoItIs() throws ProviderException {
        assertEquals("0012345678", session.device().serialText());
        assertEquals(session.device().firmware(), session.deviceInfo(SOON).firmware());
        assertEquals(MESSAGE, session.echo(MESSAGE, SOON));
        assertEquals(20, session.random(20, SOON).length());
    }

    @Test
    void generatedKeys_sign() throws Exception {
        PublicKey key = session.publicKey(7, SOON).cometKey().orElseThrow();
        assertTrue(key.verifies(MESSAGE, session.signEddsa(7, MESSAGE, SOON)));
        assertTrue(key.verifies(Bytes.EMPTY, session.signEddsa(7, Bytes.EMPTY, SOON)));

        NewObject account = object(8, Capability.mask(Capability.SIGN_ECDSA));
        session.generateAsymmetric(account, Algorithm.EC_K256, SOON);
        PublicKey other = session.publicKey(8, SOON).cometKey().orElseThrow();
        for (int i = 0; i < 20; i++) {
            Bytes message = Bytes.of((byte) i);
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(message.toArray());
            Bytes der = session.signEcdsa(8, Bytes.of(digest), SOON);
            assertTrue(other.verifies(message, EcdsaSignature.ofDer(der).orElseThrow()));
        }
    }

    @Test
    void longestMessage_isSigned_andALongerOneNotSent() throws ProviderException {
        for (String firmware : List.of("2.3.1", "2.4.0")) {
            HsmDevice other = device(firmware);
            HsmSession here = open(other, 1, "password");
            here.generateAsymmetric(object(7, MAY_LEAVE), Algorithm.ED25519, SOON);
            int longest = here.device().eddsaBytesMax();
            PublicKey key = here.publicKey(7, SOON).cometKey().orElseThrow();
            Bytes message = Bytes.of(new byte[longest]);
            assertTrue(key.verifies(message, here.signEddsa(7, message, SOON)));
            Bytes longer = Bytes.of(new byte[longest + 1]);
            ProviderException refused =
                    assertThrows(ProviderException.class, () -> here.signEddsa(7, longer, SOON));
            assertEquals(Outcome.REFUSED, refused.outcome());
            assertEquals(MESSAGE, here.echo(MESSAGE, SOON));
        }
    }

    @Test
    void wrappedKey_comesBackTheSame() throws ProviderException {
        SecretBytes secret = SecretBytes.take(new byte[32]);
        long wraps = Capability.mask(Capability.EXPORT_WRAPPED, Capability.IMPORT_WRAPPED);
        Wrapping wrapping = new Wrapping(Algorithm.AES256_CCM_WRAP, Capability.ALL, secret);
        assertEquals(1, session.putWrapKey(object(1, wraps), wrapping, SOON));
        Bytes wrapped = session.exportWrapped(1, ObjectType.ASYMMETRIC_KEY, 7, SOON);
        Bytes before = session.publicKey(7, SOON).value();
        session.delete(7, ObjectType.ASYMMETRIC_KEY, SOON);
        assertEquals(DeviceError.OBJECT_NOT_FOUND, refusal(() -> session.publicKey(7, SOON)));
        assertEquals(new ObjectRef(7, 3, 0), session.importWrapped(1, wrapped, SOON));
        PublicKey after = session.publicKey(7, SOON).cometKey().orElseThrow();
        assertEquals(before, after.value());
        assertTrue(after.verifies(MESSAGE, session.signEddsa(7, MESSAGE, SOON)));
        assertEquals(
                DeviceError.OBJECT_EXISTS, refusal(() -> session.importWrapped(1, wrapped, SOON)));
    }

    @Test
    void objects_areListedAndDescribed() throws ProviderException {
        assertEquals(
                List.of(new ObjectRef(7, ObjectType.ASYMMETRIC_KEY.code(), 0)),
                session.list(ObjectFilter.of(ObjectType.ASYMMETRIC_KEY), SOON));
        assertEquals(2, session.list(ObjectFilter.ALL, SOON).size());
        ObjectInfo info = session.objectInfo(7, ObjectType.ASYMMETRIC_KEY, SOON);
        assertEquals("label 7", info.label());
        assertEquals(MAY_LEAVE, info.capabilities());
        assertEquals(1, info.origin());
        NewObject report = object(9, Capability.mask(Capability.GET_OPAQUE));
        assertEquals(9, session.putOpaque(report, MESSAGE, SOON));
        assertEquals(MESSAGE, session.opaque(9, SOON));
    }

    @Test
    void putSeed_hasItsPublicKey() throws ProviderException {
        // RFC 8032, test 1.
        byte[] seed =
                Bytes.ofHex("9d61b19deffd5a60ba844af492ec2cc44449c5697b326919703bac031cae7f60")
                        .toArray();
        try (SecretBytes secret = SecretBytes.take(seed)) {
            session.putAsymmetric(object(3, MAY_LEAVE), Algorithm.ED25519, secret, SOON);
        }
        assertEquals(
                "d75a980182b10ab7d54bfed3c964073a0ee172f3daa62325af021a68f707511a",
                session.publicKey(3, SOON).value().hex());
    }

    @Test
    void lesserAuthKey_mayNotDoMore() throws ProviderException {
        try (AuthKey key =
                AuthKey.ofPassword(SecretBytes.take("other".getBytes(StandardCharsets.UTF_8)))) {
            long signs = Capability.mask(Capability.SIGN_EDDSA);
            assertEquals(4, session.putAuthKey(object(4, signs), 0, key, SOON));
        }
        HsmSession lesser = open(device, 4, "other");
        assertEquals(64, lesser.signEddsa(7, MESSAGE, SOON).length());
        assertEquals(
                DeviceError.INSUFFICIENT_PERMISSIONS,
                refusal(() -> lesser.generateAsymmetric(object(5, 0), Algorithm.ED25519, SOON)));
        assertEquals(64, lesser.signEddsa(7, MESSAGE, SOON).length());
    }

    @Test
    void log_isChained_andDrained() throws ProviderException {
        session.signEddsa(7, MESSAGE, SOON);
        LogPage log = session.logEntries(SOON);
        assertTrue(log.isChained() && log.entries().size() > 3, log::toString);
        assertFalse(
                new LogPage(0, 0, List.of(log.entries().get(0), log.entries().get(2))).isChained());
        session.setLogIndex(log.entries().getLast().item(), SOON);
        assertEquals(List.of(), session.logEntries(SOON).entries());
        session.setOption(DeviceOption.FORCE_AUDIT, Bytes.of((byte) 1), SOON);
        assertEquals(Bytes.of((byte) 1), session.option(DeviceOption.FORCE_AUDIT, SOON));
    }

    @Test
    void reset_erasesAndEndsEverySession() throws ProviderException {
        session.reset(SOON);
        ProviderException over =
                assertThrows(ProviderException.class, () -> session.echo(MESSAGE, SOON));
        assertEquals(Outcome.UNREACHED, over.outcome());
        session = open(device, 1, "password");
        assertEquals(1, session.list(ObjectFilter.ALL, SOON).size());
    }

    @Test
    void wrongPassword_andUnknownKey_areDenied() {
        for (int id : new int[] {1, 9}) {
            ProviderException denied =
                    assertThrows(ProviderException.class, () -> open(device, id, "wrong"));
            assertEquals(Outcome.DENIED, denied.outcome());
            assertTrue(denied.what().contains("authentication key 0x000" + id), denied::what);
        }
    }

    @Test
    void close_freesTheSession() {
        int open = device.sessions();
        session.close();
        assertEquals(open - 1, device.sessions());
    }

    @Test
    void restartedDevice_endsTheSessionWithoutEffect() {
        device.restart();
        ProviderException ended =
                assertThrows(ProviderException.class, () -> session.echo(MESSAGE, SOON));
        assertEquals(Outcome.UNREACHED, ended.outcome());
        assertArrayEquals(new int[] {0}, new int[] {device.sessions()});
    }

    private interface Asking {
        void run() throws ProviderException;
    }

    private static DeviceError refusal(Asking asking) {
        ProviderException refused = assertThrows(ProviderException.class, asking::run);
        assertEquals(Outcome.REFUSED, refused.outcome());
        Optional<DeviceError> error = DeviceError.in(refused);
        return error.orElseThrow();
    }
}
