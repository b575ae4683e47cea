package countersign.provider.yubihsm.workbench;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import countersign.bytes.Bytes;
import countersign.bytes.SecretBytes;
import countersign.connection.Deadline;
import countersign.connection.Ticker;
import countersign.consensus.KeyType;
import countersign.consensus.PublicKey;
import countersign.harness.yubihsm.Fault;
import countersign.harness.yubihsm.MockYubiHsm;
import countersign.keyring.spi.ProviderException;
import countersign.provider.yubihsm.YubiHsm;
import countersign.provider.yubihsm.session.AuthKey;
import countersign.provider.yubihsm.session.Credentials;
import countersign.provider.yubihsm.session.HsmSession;
import countersign.provider.yubihsm.transport.DeviceAddress;
import countersign.provider.yubihsm.transport.Transports;
import countersign.provider.yubihsm.wire.Algorithm;
import countersign.provider.yubihsm.wire.Capability;
import countersign.provider.yubihsm.wire.DeviceError;
import countersign.provider.yubihsm.wire.NewObject;
import countersign.provider.yubihsm.wire.ObjectInfo;
import countersign.provider.yubihsm.wire.ObjectType;
import countersign.provider.yubihsm.wrap.WrappedObject;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

final class WorkbenchTest {
    private static final Bytes SEED =
            Bytes.ofHex("9d61b19deffd5a60ba844af492ec2cc44449c5697b326919703bac031cae7f60");
    private static final PublicKey PUBLIC =
            new PublicKey(
                    KeyType.ED25519,
                    Bytes.ofHex(
                            "d75a980182b10ab7d54bfed3c964073a0ee172f3daa62325af021a68f707511a"));
    private static final Bytes WRAP_KEY = Bytes.ofHex("21".repeat(32));

    private final MockYubiHsm mock;
    private final YubiHsm device;
    private final Workbench bench;

    WorkbenchTest() throws IOException, ProviderException {
        mock = MockYubiHsm.start();
        device = login(mock);
        bench = new Workbench(device, Ticker.SYSTEM);
        putWrapKey(device);
    }

    @AfterEach
    void end() {
        bench.close();
        mock.close();
    }

    @Test
    void newDevice_hasNoKeys() throws ProviderException {
        assertEquals(List.of(), bench.keys());
        assertEquals("0012345678", bench.device().serialText());
    }

    @Test
    void keys_areListedById() throws ProviderException {
        bench.generate(key(0x123, KeyType.SECP256K1, true));
        bench.generate(key(2, KeyType.ED25519, true));
        List<HeldKey> keys = bench.keys();
        assertEquals(List.of(2, 0x123), keys.stream().map(HeldKey::id).toList());
        assertEquals("key 2", keys.getFirst().label());
        assertEquals(
                List.of(KeyType.ED25519, KeyType.SECP256K1),
                keys.stream().map(held -> held.publicKey().orElseThrow().type()).toList());
    }

    @Test
    void keysOfEitherType_getTheRightsOfTmkms() throws ProviderException {
        bench.generate(key(1, KeyType.ED25519, true));
        bench.generate(key(2, KeyType.ED25519, false));
        bench.generate(key(3, KeyType.SECP256K1, true));
        assertEquals(1L << 8 | 1L << 16, info(1).capabilities());
        assertEquals(1L << 8, info(2).capabilities());
        assertEquals(1L << 7 | 1L << 16, info(3).capabilities());
        assertEquals(1, info(1).domains());
    }

    @Test
    void takenId_isRefusedByTheDevice() throws ProviderException {
        bench.generate(key(1, KeyType.ED25519, true));
        ProviderException e =
                assertThrows(
                        ProviderException.class,
                        () -> bench.generate(key(1, KeyType.ED25519, true)));
        assertEquals(Optional.of(DeviceError.OBJECT_EXISTS), DeviceError.in(e));
    }

    @Test
    void seed_becomesItsKey() throws ProviderException {
        bench.put(key(1, KeyType.ED25519, true), secret(SEED), PUBLIC);
        assertEquals(Optional.of(PUBLIC), bench.key(1).publicKey());
    }

    @Test
    void anotherKeyThanExpected_isNamed() {
        SecretBytes other = secret(Bytes.ofHex("01".repeat(32)));
        ProviderException e =
                assertThrows(
                        ProviderException.class,
                        () -> bench.put(key(1, KeyType.ED25519, true), other, PUBLIC));
        assertTrue(e.what().contains("another key"), e.what());
    }

    @Test
    void backup_opensHereWithTheWrapKeyAlone() throws Exception {
        bench.put(key(1, KeyType.ED25519, true), secret(SEED), PUBLIC);
        try (WrappedObject opened = WrappedObject.open(bench.export(1, 1), secret(WRAP_KEY))) {
            assertEquals("key 1", opened.header().label());
            assertEquals(PUBLIC.value(), Bytes.of(opened.data().unsafeExport(64, 32)));
        }
    }

    @Test
    void backup_comesBackOnAnotherDeviceAndSignsTheSame() throws Exception {
        bench.put(key(7, KeyType.ED25519, true), secret(SEED), PUBLIC);
        Bytes backup = bench.export(1, 7);
        Bytes signature = signature(device);
        try (MockYubiHsm second = MockYubiHsm.start();
                Workbench other = new Workbench(login(second), Ticker.SYSTEM)) {
            try (YubiHsm admin = login(second)) {
                putWrapKey(admin);
                Imported imported = other.bringBack(1, backup);
                assertEquals(7, imported.id());
                assertEquals(Optional.of(PUBLIC), imported.key().flatMap(HeldKey::publicKey));
                assertEquals(signature, signature(admin));
            }
        }
    }

    @Test
    void backupSealedHere_isTakenByTheDevice() throws Exception {
        bench.put(key(7, KeyType.ED25519, true), secret(SEED), PUBLIC);
        Bytes sealed;
        try (WrappedObject opened = WrappedObject.open(bench.export(1, 7), secret(WRAP_KEY))) {
            sealed = opened.seal(secret(WRAP_KEY), Bytes.ofHex("07".repeat(13)));
        }
        device.use(
                soon(),
                (session, deadline) -> {
                    session.delete(7, ObjectType.ASYMMETRIC_KEY, deadline);
                    return true;
                });
        assertEquals(
                Optional.of(PUBLIC), bench.bringBack(1, sealed).key().flatMap(HeldKey::publicKey));
    }

    @Test
    void keyThatMustStay_isNotExported() throws ProviderException {
        bench.generate(key(1, KeyType.ED25519, false));
        ProviderException e = assertThrows(ProviderException.class, () -> bench.export(1, 1));
        assertEquals(Optional.of(DeviceError.INSUFFICIENT_PERMISSIONS), DeviceError.in(e));
    }

    @Test
    void damagedBackup_isRefusedAndTheSessionGoesOn() throws ProviderException {
        bench.put(key(7, KeyType.ED25519, true), secret(SEED), PUBLIC);
        byte[] damaged = bench.export(1, 7).toArray();
        damaged[40] ^= 1;
        assertThrows(ProviderException.class, () -> bench.bringBack(1, Bytes.of(damaged)));
        assertEquals(1, bench.keys().size());
    }

    @Test
    void trial_verifiesWhatTheDeviceSigned() throws ProviderException {
        bench.generate(key(1, KeyType.ED25519, true));
        HeldKey key = bench.key(1);
        assertTrue(bench.tryOut(key).toNanos() > 0);
        mock.failOnce(new Fault.Lie());
        ProviderException e = assertThrows(ProviderException.class, () -> bench.tryOut(key));
        assertTrue(e.what().contains("does not verify"), e.what());
        bench.tryOut(key);
    }

    private static Workbench.NewKey key(int id, KeyType type, boolean exportable) {
        return new Workbench.NewKey(id, "key " + id, type, exportable);
    }

    private ObjectInfo info(int id) throws ProviderException {
        return device.use(
                soon(), (s, deadline) -> s.objectInfo(id, ObjectType.ASYMMETRIC_KEY, deadline));
    }

    private static Bytes signature(YubiHsm device) throws ProviderException {
        return device.use(soon(), (s, deadline) -> s.signEddsa(7, Bytes.ofHex("00ff"), deadline));
    }

    private static void putWrapKey(YubiHsm device) throws ProviderException {
        NewObject object =
                new NewObject(
                        1,
                        "primary",
                        NewObject.ALL_DOMAINS,
                        Capability.mask(Capability.EXPORT_WRAPPED, Capability.IMPORT_WRAPPED));
        HsmSession.Wrapping wrapping =
                new HsmSession.Wrapping(
                        Algorithm.AES256_CCM_WRAP, Capability.ALL, secret(WRAP_KEY));
        device.use(soon(), (s, deadline) -> s.putWrapKey(object, wrapping, deadline));
    }

    private static YubiHsm login(MockYubiHsm mock) {
        byte[] password = "password".getBytes(StandardCharsets.US_ASCII);
        return new YubiHsm(
                new DeviceAddress.Connector("127.0.0.1", mock.port(), Optional.empty()),
                new Credentials(1, AuthKey.ofPassword(SecretBytes.take(password))),
                Transports.REAL,
                new SecureRandom(),
                Ticker.SYSTEM);
    }

    private static SecretBytes secret(Bytes value) {
        return SecretBytes.take(value.toArray());
    }

    private static Deadline soon() {
        return Deadline.after(Duration.ofSeconds(10), Ticker.SYSTEM);
    }
}
