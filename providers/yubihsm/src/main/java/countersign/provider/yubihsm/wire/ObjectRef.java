package countersign.provider.yubihsm.wire;

/// An object as a list names it.
///
/// @param type its byte, see [ObjectType#of]
/// @param sequence counts how often this type and id were used
public record ObjectRef(int id, int type, int sequence) {
    /// As the device lists it.
    public static ObjectRef read(Fields fields) throws MalformedException {
        return new ObjectRef(fields.u16(), fields.u8(), fields.u8());
    }
}
