package countersign.harness.yubihsm;

import countersign.bytes.Bytes;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Collection;
import java.util.HexFormat;
import java.util.Optional;
import java.util.TreeMap;

/// Everything the device holds. A new one holds the key that every device is delivered with.
final class ObjectStore {
    static final int OBJECTS_MAX = 256;

    private static final int ID_MAX = 0xfffe;
    private static final String DELIVERED =
            "090b47dbed595654901dee1cc655e420592fd483f759e29909a04c4505d2ce0a";

    private final TreeMap<Integer, StoredObject> objects = new TreeMap<>();

    ObjectStore() {
        byte[] data =
                ByteBuffer.allocate(40).putLong(-1).put(HexFormat.of().parseHex(DELIVERED)).array();
        byte[] label = new byte[Input.LABEL_BYTES];
        ByteBuffer.wrap(label)
                .put("DEFAULT AUTHKEY CHANGE THIS ASAP".getBytes(StandardCharsets.US_ASCII));
        put(
                new StoredObject(
                        Codes.AUTH_KEY,
                        1,
                        -1,
                        0xffff,
                        Codes.AUTH_ALGORITHM,
                        0,
                        StoredObject.IMPORTED,
                        Bytes.of(label),
                        Bytes.of(data)));
    }

    Collection<StoredObject> all() {
        return objects.values();
    }

    Optional<StoredObject> find(int type, int id) {
        return Optional.ofNullable(objects.get(key(type, id)));
    }

    /// One that the session may see.
    StoredObject get(int type, int id, int domains) throws HsmError {
        return find(type, id)
                .filter(object -> (object.domains() & domains) != 0)
                .orElseThrow(() -> new HsmError(HsmError.OBJECT_NOT_FOUND));
    }

    /// The id for a new object: the one that is asked for, or for 0 a free one.
    int idFor(int type, int wanted) throws HsmError {
        if (objects.size() >= OBJECTS_MAX) {
            throw new HsmError(HsmError.STORAGE_FAILED);
        }
        if (wanted > ID_MAX) {
            throw new HsmError(HsmError.INVALID_ID);
        }
        if (wanted != 0) {
            if (find(type, wanted).isPresent()) {
                throw new HsmError(HsmError.OBJECT_EXISTS);
            }
            return wanted;
        }
        int id = 1;
        while (find(type, id).isPresent()) {
            id++;
        }
        return id;
    }

    void put(StoredObject object) {
        objects.put(key(object.type(), object.id()), object);
    }

    void delete(StoredObject object) {
        objects.remove(key(object.type(), object.id()));
    }

    private static int key(int type, int id) {
        return type << 16 | id;
    }
}
