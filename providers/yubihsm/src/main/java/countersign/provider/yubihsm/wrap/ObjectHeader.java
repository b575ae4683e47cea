package countersign.provider.yubihsm.wrap;

import countersign.provider.yubihsm.wire.Fields;
import countersign.provider.yubihsm.wire.MalformedException;
import countersign.provider.yubihsm.wire.Writer;

/// What stands in front of a wrapped object's data, 59 bytes with all numbers big-endian:
///
/// | bytes | |
/// | --- | --- |
/// | 1 | the wrap key's algorithm |
/// | 8 | capabilities |
/// | 2 | id |
/// | 2 | length of the data that follows |
/// | 2 | domains |
/// | 1, 1, 1, 1 | type, algorithm, sequence, origin |
/// | 40 | label, filled up with zeros |
///
/// @param sequence how often this type and id were used
/// @param origin 1 generated, 2 imported; 16 is added where it came in wrapped
public record ObjectHeader(
        int wrapAlgorithm,
        long capabilities,
        int id,
        int dataBytes,
        int domains,
        int type,
        int algorithm,
        int sequence,
        int origin,
        String label) {
    static final int BYTES = 59;

    static ObjectHeader read(Fields fields) throws MalformedException {
        return new ObjectHeader(
                fields.u8(),
                fields.mask(),
                fields.u16(),
                fields.u16(),
                fields.u16(),
                fields.u8(),
                fields.u8(),
                fields.u8(),
                fields.u8(),
                fields.label());
    }

    Writer writer() {
        return new Writer()
                .u8(wrapAlgorithm)
                .mask(capabilities)
                .u16(id)
                .u16(dataBytes)
                .u16(domains)
                .u8(type)
                .u8(algorithm)
                .u8(sequence)
                .u8(origin)
                .label(label);
    }
}
