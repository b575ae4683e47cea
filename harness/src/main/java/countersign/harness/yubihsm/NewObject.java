package countersign.harness.yubihsm;

import countersign.bytes.Bytes;

/// What every command begins with that makes an object.
record NewObject(int id, Bytes label, int domains, long capabilities, int algorithm) {
    /// Checks it against what the session's key may hand on.
    static NewObject read(Input in, int type, StoredObject key, ObjectStore objects)
            throws HsmError {
        int wanted = in.u16();
        Bytes label = Bytes.of(in.bytes(Input.LABEL_BYTES));
        int domains = in.u16();
        long capabilities = in.u64();
        int algorithm = in.u8();
        if (domains == 0) {
            throw new HsmError(HsmError.INVALID_DATA);
        }
        boolean mayHandOn =
                (domains & ~key.domains()) == 0 && (capabilities & ~key.delegated()) == 0;
        if (!mayHandOn) {
            throw new HsmError(HsmError.INSUFFICIENT_PERMISSIONS);
        }
        int id = objects.idFor(type, wanted);
        return new NewObject(id, label, domains, capabilities, algorithm);
    }

    StoredObject stored(int type, int origin, byte[] data) {
        return new StoredObject(
                type, id, capabilities, domains, algorithm, 0, origin, label, Bytes.of(data));
    }
}
