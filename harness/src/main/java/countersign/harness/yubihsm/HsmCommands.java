package countersign.harness.yubihsm;

import countersign.bytes.Bytes;

import java.nio.ByteBuffer;
import java.util.Comparator;
import java.util.List;
import java.util.random.RandomGenerator;

/// What is done in a session: each command with the permissions that the device asks for.
final class HsmCommands {
    private static final byte[] NOTHING = {};

    private final ObjectStore objects;
    private final HsmAudit audit;
    private final RandomGenerator random;

    HsmCommands(ObjectStore objects, HsmAudit audit, RandomGenerator random) {
        this.objects = objects;
        this.audit = audit;
        this.random = random;
    }

    /// The data of the answer. `key` is the authentication key of the session.
    byte[] run(int command, byte[] data, StoredObject key) throws HsmError {
        Input in = new Input(data);
        return switch (command) {
            case Codes.ECHO -> in.rest();
            case Codes.STORAGE_INFO -> storage();
            case Codes.LIST_OBJECTS -> list(in, key);
            case Codes.OBJECT_INFO -> info(in, key);
            case Codes.PUT_OPAQUE -> put(in, key, Codes.OPAQUE, Codes.CAP_PUT_OPAQUE);
            case Codes.GET_OPAQUE -> opaque(in, key);
            case Codes.PUT_AUTH_KEY -> put(in, key, Codes.AUTH_KEY, Codes.CAP_PUT_AUTH_KEY);
            case Codes.PUT_WRAP_KEY -> put(in, key, Codes.WRAP_KEY, Codes.CAP_PUT_WRAP_KEY);
            case Codes.PUT_ASYMMETRIC -> put(in, key, Codes.ASYMMETRIC, Codes.CAP_PUT_ASYMMETRIC);
            case Codes.GENERATE_ASYMMETRIC -> generate(in, key);
            case Codes.PUBLIC_KEY -> publicKey(in, key);
            case Codes.SIGN_EDDSA, Codes.SIGN_ECDSA -> sign(command, in, key);
            case Codes.EXPORT_WRAPPED -> export(in, key);
            case Codes.IMPORT_WRAPPED -> doImport(in, key);
            case Codes.DELETE_OBJECT -> delete(in, key);
            case Codes.GET_LOG -> log(in, key);
            case Codes.SET_LOG_INDEX -> logIndex(in, key);
            case Codes.SET_OPTION -> setOption(in, key);
            case Codes.GET_OPTION -> option(in, key);
            case Codes.PSEUDO_RANDOM -> pseudoRandom(in, key);
            case Codes.BLINK -> blink(in);
            default -> throw new HsmError(HsmError.INVALID_COMMAND);
        };
    }

    private static void demand(StoredObject object, int capability) throws HsmError {
        if (!object.may(capability)) {
            throw new HsmError(HsmError.INSUFFICIENT_PERMISSIONS);
        }
    }

    private static void demand(boolean allowed) throws HsmError {
        if (!allowed) {
            throw new HsmError(HsmError.INSUFFICIENT_PERMISSIONS);
        }
    }

    private static byte[] id(int id) {
        return new byte[] {(byte) (id >> 8), (byte) id};
    }

    private byte[] storage() {
        int free = ObjectStore.OBJECTS_MAX - objects.all().size();
        return ByteBuffer.allocate(10)
                .putShort((short) ObjectStore.OBJECTS_MAX)
                .putShort((short) free)
                .putShort((short) 1024)
                .putShort((short) (4 * free))
                .putShort((short) 126)
                .array();
    }

    private byte[] list(Input in, StoredObject key) throws HsmError {
        List<StoredObject> found =
                objects.all().stream()
                        .filter(object -> (object.domains() & key.domains()) != 0)
                        .sorted(Comparator.comparingInt(StoredObject::id))
                        .toList();
        while (in.left() > 0) {
            int tag = in.u8();
            found = filtered(found, tag, in);
        }
        ByteBuffer list = ByteBuffer.allocate(4 * found.size());
        for (StoredObject object : found) {
            list.putShort((short) object.id())
                    .put((byte) object.type())
                    .put((byte) object.sequence());
        }
        return list.array();
    }

    private static List<StoredObject> filtered(List<StoredObject> all, int tag, Input in)
            throws HsmError {
        long wanted =
                switch (tag) {
                    case 1, 3 -> in.u16();
                    case 2, 5 -> in.u8();
                    case 4 -> in.u64();
                    case 6 -> 0;
                    default -> throw new HsmError(HsmError.INVALID_DATA);
                };
        Bytes label = tag == 6 ? Bytes.of(in.bytes(Input.LABEL_BYTES)) : Bytes.EMPTY;
        return all.stream()
                .filter(
                        object ->
                                switch (tag) {
                                    case 1 -> object.id() == wanted;
                                    case 2 -> object.type() == wanted;
                                    case 3 -> (object.domains() & wanted) != 0;
                                    case 4 -> (object.capabilities() & wanted) != 0;
                                    case 5 -> object.algorithm() == wanted;
                                    default -> object.label().equals(label);
                                })
                .toList();
    }

    private byte[] info(Input in, StoredObject key) throws HsmError {
        int id = in.u16();
        int type = in.u8();
        in.end();
        return objects.get(type, id, key.domains()).info();
    }

    private byte[] opaque(Input in, StoredObject key) throws HsmError {
        demand(key, Codes.CAP_GET_OPAQUE);
        int id = in.u16();
        in.end();
        return objects.get(Codes.OPAQUE, id, key.domains()).data().toArray();
    }

    private byte[] put(Input in, StoredObject key, int type, int capability) throws HsmError {
        demand(key, capability);
        NewObject object = NewObject.read(in, type, key, objects);
        byte[] stored = KeyData.of(type, object.algorithm(), in.rest(), key);
        objects.put(object.stored(type, StoredObject.IMPORTED, stored));
        return id(object.id());
    }

    private byte[] generate(Input in, StoredObject key) throws HsmError {
        demand(key, Codes.CAP_GENERATE_ASYMMETRIC);
        NewObject object = NewObject.read(in, Codes.ASYMMETRIC, key, objects);
        in.end();
        byte[] secret = new byte[32];
        random.nextBytes(secret);
        byte[] stored = KeyData.of(Codes.ASYMMETRIC, object.algorithm(), secret, key);
        objects.put(object.stored(Codes.ASYMMETRIC, StoredObject.GENERATED, stored));
        return id(object.id());
    }

    private byte[] publicKey(Input in, StoredObject key) throws HsmError {
        int id = in.u16();
        in.end();
        StoredObject object = objects.get(Codes.ASYMMETRIC, id, key.domains());
        byte[] point = KeyData.publicKey(object);
        return ByteBuffer.allocate(1 + point.length)
                .put((byte) object.algorithm())
                .put(point)
                .array();
    }

    private byte[] sign(int command, Input in, StoredObject key) throws HsmError {
        boolean eddsa = command == Codes.SIGN_EDDSA;
        int capability = eddsa ? Codes.CAP_SIGN_EDDSA : Codes.CAP_SIGN_ECDSA;
        demand(key, capability);
        StoredObject object = objects.get(Codes.ASYMMETRIC, in.u16(), key.domains());
        demand(object, capability);
        byte[] message = in.rest();
        if (object.algorithm() != (eddsa ? Codes.ED25519 : Codes.EC_K256)) {
            throw new HsmError(HsmError.INVALID_DATA);
        }
        if (eddsa) {
            return EdwardsKey.ofExported(object.data().toArray()).sign(message);
        }
        if (message.length != KoblitzKey.SCALAR_BYTES) {
            throw new HsmError(HsmError.WRONG_LENGTH);
        }
        return KoblitzKey.ofExported(object.data().toArray()).sign(message);
    }

    private byte[] export(Input in, StoredObject key) throws HsmError {
        demand(key, Codes.CAP_EXPORT_WRAPPED);
        StoredObject wrap = objects.get(Codes.WRAP_KEY, in.u16(), key.domains());
        int type = in.u8();
        StoredObject object = objects.get(type, in.u16(), key.domains());
        demand(wrap, Codes.CAP_EXPORT_WRAPPED);
        demand(object, Codes.CAP_EXPORTABLE);
        demand((object.capabilities() & ~wrap.delegated()) == 0);
        byte[] nonce = new byte[Wrapper.NONCE_BYTES];
        random.nextBytes(nonce);
        return Wrapper.wrap(wrap.secret(), nonce, object.exported(wrap.algorithm()));
    }

    private byte[] doImport(Input in, StoredObject key) throws HsmError {
        demand(key, Codes.CAP_IMPORT_WRAPPED);
        StoredObject wrap = objects.get(Codes.WRAP_KEY, in.u16(), key.domains());
        demand(wrap, Codes.CAP_IMPORT_WRAPPED);
        StoredObject object =
                StoredObject.imported(Wrapper.unwrap(wrap.secret(), in.rest()), wrap.algorithm());
        demand((object.capabilities() & ~wrap.delegated()) == 0);
        objects.idFor(object.type(), object.id());
        objects.put(object);
        return new byte[] {(byte) object.type(), (byte) (object.id() >> 8), (byte) object.id()};
    }

    private byte[] delete(Input in, StoredObject key) throws HsmError {
        int id = in.u16();
        int type = in.u8();
        in.end();
        demand(
                key,
                switch (type) {
                    case Codes.OPAQUE -> Codes.CAP_DELETE_OPAQUE;
                    case Codes.AUTH_KEY -> Codes.CAP_DELETE_AUTH_KEY;
                    case Codes.ASYMMETRIC -> Codes.CAP_DELETE_ASYMMETRIC;
                    case Codes.WRAP_KEY -> Codes.CAP_DELETE_WRAP_KEY;
                    default -> throw new HsmError(HsmError.INVALID_DATA);
                });
        objects.delete(objects.get(type, id, key.domains()));
        return NOTHING;
    }

    private byte[] log(Input in, StoredObject key) throws HsmError {
        demand(key, Codes.CAP_GET_LOG);
        in.end();
        return audit.page();
    }

    private byte[] logIndex(Input in, StoredObject key) throws HsmError {
        demand(key, Codes.CAP_GET_LOG);
        int item = in.u16();
        in.end();
        audit.drain(item);
        return NOTHING;
    }

    private byte[] setOption(Input in, StoredObject key) throws HsmError {
        demand(key, Codes.CAP_SET_OPTION);
        int tag = in.u8();
        byte[] value = in.bytes(in.u16());
        in.end();
        if (tag == 1 && value.length == 1) {
            audit.force(value[0] != 0);
        } else if (tag == 0 || tag > 5) {
            throw new HsmError(HsmError.INVALID_DATA);
        }
        return NOTHING;
    }

    private byte[] option(Input in, StoredObject key) throws HsmError {
        demand(key, Codes.CAP_GET_OPTION);
        int tag = in.u8();
        in.end();
        return tag == 1 ? new byte[] {(byte) (audit.isForced() ? 1 : 0)} : NOTHING;
    }

    private byte[] pseudoRandom(Input in, StoredObject key) throws HsmError {
        demand(key, Codes.CAP_RANDOM);
        int length = in.u16();
        in.end();
        if (length > 2021) {
            throw new HsmError(HsmError.WRONG_LENGTH);
        }
        byte[] bytes = new byte[length];
        random.nextBytes(bytes);
        return bytes;
    }

    private static byte[] blink(Input in) throws HsmError {
        in.u8();
        in.end();
        return NOTHING;
    }
}
