package countersign.provider.yubihsm.workbench;

import countersign.bytes.Bytes;
import countersign.bytes.SecretBytes;
import countersign.connection.Deadline;
import countersign.connection.Ticker;
import countersign.consensus.KeyType;
import countersign.consensus.PublicKey;
import countersign.keyring.spi.ProviderException;
import countersign.provider.yubihsm.YubiHsm;
import countersign.provider.yubihsm.session.HsmSession;
import countersign.provider.yubihsm.wire.Algorithm;
import countersign.provider.yubihsm.wire.Capability;
import countersign.provider.yubihsm.wire.DeviceInfo;
import countersign.provider.yubihsm.wire.DevicePublicKey;
import countersign.provider.yubihsm.wire.NewObject;
import countersign.provider.yubihsm.wire.ObjectFilter;
import countersign.provider.yubihsm.wire.ObjectRef;
import countersign.provider.yubihsm.wire.ObjectType;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/// The keys of one device, for whoever administers it.
public final class Workbench implements AutoCloseable {
    private static final Duration COMMAND_MAX = Duration.ofSeconds(10);

    /// No vote or proposal begins with a zero: it would be one of no bytes.
    private static final Bytes TRIAL_TEXT = Bytes.of(new byte[128]);

    private final YubiHsm device;
    private final Ticker ticker;

    /// Takes the device over and closes it.
    public Workbench(YubiHsm device, Ticker ticker) {
        this.device = device;
        this.ticker = ticker;
    }

    /// What is said of a key that is made or put in.
    ///
    /// @param label at most 40 bytes in UTF-8
    /// @param exportable whether it may leave the device under a wrap key
    public record NewKey(int id, String label, KeyType type, boolean exportable) {
        NewObject object() {
            long sign =
                    switch (type) {
                        case ED25519 -> Capability.mask(Capability.SIGN_EDDSA);
                        case SECP256K1 -> Capability.mask(Capability.SIGN_ECDSA);
                    };
            long export = exportable ? Capability.mask(Capability.EXPORTABLE_UNDER_WRAP) : 0;
            return new NewObject(id, label, NewObject.DOMAIN_1, sign | export);
        }

        Algorithm algorithm() {
            return switch (type) {
                case ED25519 -> Algorithm.ED25519;
                case SECP256K1 -> Algorithm.EC_K256;
            };
        }
    }

    /// What the device says of itself.
    public DeviceInfo device() throws ProviderException {
        return device.useTwice(within(COMMAND_MAX), HsmSession::deviceInfo);
    }

    /// Bytes from the device's random number generator, which the caller must close.
    public SecretBytes random(int length) throws ProviderException {
        return device.use(
                within(COMMAND_MAX), (session, deadline) -> session.random(length, deadline));
    }

    /// Every asymmetric key that the session may see, by id.
    public List<HeldKey> keys() throws ProviderException {
        List<ObjectRef> found =
                device.useTwice(
                        within(COMMAND_MAX),
                        (session, deadline) ->
                                session.list(ObjectFilter.of(ObjectType.ASYMMETRIC_KEY), deadline));
        List<HeldKey> keys = new ArrayList<>();
        for (ObjectRef key : found) {
            keys.add(key(key.id()));
        }
        keys.sort(Comparator.comparingInt(HeldKey::id));
        return keys;
    }

    /// One asymmetric key.
    public HeldKey key(int id) throws ProviderException {
        return device.useTwice(
                within(COMMAND_MAX),
                (session, deadline) -> {
                    String label =
                            session.objectInfo(id, ObjectType.ASYMMETRIC_KEY, deadline).label();
                    DevicePublicKey found = session.publicKey(id, deadline);
                    return new HeldKey(id, label, found.algorithm(), found.cometKey());
                });
    }

    /// Has the device make a key.
    public void generate(NewKey key) throws ProviderException {
        device.use(
                within(COMMAND_MAX),
                (session, deadline) ->
                        session.generateAsymmetric(key.object(), key.algorithm(), deadline));
    }

    /// Puts a private key in that stays the caller's, 32 bytes, and makes sure that the device has
    /// the key whose public half is `expected`.
    public void put(NewKey key, SecretBytes secret, PublicKey expected) throws ProviderException {
        device.use(
                within(COMMAND_MAX),
                (session, deadline) ->
                        session.putAsymmetric(key.object(), key.algorithm(), secret, deadline));
        if (!key(key.id()).publicKey().equals(Optional.of(expected))) {
            throw new ProviderException(
                    "%s made another key of it, under the id 0x%04x"
                            .formatted(device.name(), key.id()),
                    "do not use that key; delete it");
        }
    }

    /// A key, encrypted under a wrap key.
    public Bytes export(int wrapKey, int id) throws ProviderException {
        return device.use(
                within(COMMAND_MAX),
                (session, deadline) ->
                        session.exportWrapped(wrapKey, ObjectType.ASYMMETRIC_KEY, id, deadline));
    }

    /// Brings back what was exported under the same wrap key. It has at least one byte.
    public Imported bringBack(int wrapKey, Bytes wrapped) throws ProviderException {
        ObjectRef object =
                device.use(
                        within(COMMAND_MAX),
                        (session, deadline) -> session.importWrapped(wrapKey, wrapped, deadline));
        boolean key = object.type() == ObjectType.ASYMMETRIC_KEY.code();
        Optional<HeldKey> held = key ? Optional.of(key(object.id())) : Optional.empty();
        return new Imported(object.id(), object.type(), held);
    }

    /// Signs a fixed text with an Ed25519 key, verifies it and says how long signing took.
    public Duration tryOut(HeldKey key) throws ProviderException {
        long before = ticker.nanos();
        Bytes signature =
                device.useTwice(
                        within(COMMAND_MAX),
                        (session, deadline) -> session.signEddsa(key.id(), TRIAL_TEXT, deadline));
        Duration took = Duration.ofNanos(ticker.nanos() - before);
        if (!key.publicKey().orElseThrow().verifies(TRIAL_TEXT, signature)) {
            throw new ProviderException(
                    "%s gave a signature that does not verify".formatted(device.name()),
                    "do not trust this device");
        }
        return took;
    }

    @Override
    public void close() {
        device.close();
    }

    private Deadline within(Duration limit) {
        return Deadline.after(limit, ticker);
    }
}
