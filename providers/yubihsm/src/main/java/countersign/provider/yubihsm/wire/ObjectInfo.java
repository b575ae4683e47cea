package countersign.provider.yubihsm.wire;

/// What the device says of an object.
///
/// @param capabilities see [Capability#in]
/// @param length of its data in bytes
/// @param domains a mask, the lowest bit is domain 1
/// @param type its byte, see [ObjectType#of]
/// @param algorithm its byte, see [Algorithm#of]
/// @param origin 1 generated, 2 imported, plus 0x10 where it came in wrapped
/// @param delegated what it may hand on, for authentication and wrap keys
public record ObjectInfo(
        long capabilities,
        int id,
        int length,
        int domains,
        int type,
        int algorithm,
        int sequence,
        int origin,
        String label,
        long delegated) {
    /// From the data of an answer.
    public static ObjectInfo read(byte[] data) throws MalformedException {
        Fields fields = new Fields(data);
        ObjectInfo info =
                new ObjectInfo(
                        fields.mask(),
                        fields.u16(),
                        fields.u16(),
                        fields.u16(),
                        fields.u8(),
                        fields.u8(),
                        fields.u8(),
                        fields.u8(),
                        fields.label(),
                        fields.mask());
        fields.end();
        return info;
    }
}
