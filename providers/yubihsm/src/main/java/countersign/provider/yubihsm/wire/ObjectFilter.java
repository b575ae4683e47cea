package countersign.provider.yubihsm.wire;

import java.util.Optional;

/// Which objects a list shall hold: those that satisfy all of this.
public record ObjectFilter(
        Optional<Integer> id, Optional<ObjectType> type, Optional<String> label) {
    /// Every object that the session may see.
    public static final ObjectFilter ALL =
            new ObjectFilter(Optional.empty(), Optional.empty(), Optional.empty());

    private static final int TAG_ID = 1;
    private static final int TAG_TYPE = 2;
    private static final int TAG_LABEL = 6;

    /// Every object of this type.
    public static ObjectFilter of(ObjectType type) {
        return new ObjectFilter(Optional.empty(), Optional.of(type), Optional.empty());
    }

    /// Tags and values; no lengths, since each tag has its own.
    public byte[] toArray() {
        Writer writer = new Writer();
        id.ifPresent(value -> writer.u8(TAG_ID).u16(value));
        type.ifPresent(value -> writer.u8(TAG_TYPE).u8(value.code()));
        label.ifPresent(value -> writer.u8(TAG_LABEL).label(value));
        return writer.toArray();
    }
}
