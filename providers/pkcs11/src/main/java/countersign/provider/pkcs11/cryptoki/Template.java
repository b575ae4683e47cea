package countersign.provider.pkcs11.cryptoki;

import countersign.bytes.Bytes;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;

/// Attributes with values, of an object to find or to make.
///
/// In memory each is a `CK_ATTRIBUTE` of 24 bytes: its type, a pointer to its value, the value's
/// length.
public final class Template {
    public static final long ATTRIBUTE_BYTES = 24;
    public static final long VALUE_AT = 8;
    public static final long LENGTH_AT = 16;

    private final Map<Attribute, Bytes> values = new LinkedHashMap<>();

    public Template with(Attribute attribute, Bytes value) {
        values.put(attribute, value);
        return this;
    }

    public Template with(Attribute attribute, String text) {
        return with(attribute, Bytes.of(text.getBytes(StandardCharsets.UTF_8)));
    }

    public Template with(Attribute attribute, boolean flag) {
        return with(attribute, Bytes.of((byte) (flag ? 1 : 0)));
    }

    public Template with(Attribute attribute, long number) {
        byte[] value =
                ByteBuffer.allocate(Long.BYTES)
                        .order(ByteOrder.nativeOrder())
                        .putLong(number)
                        .array();
        return with(attribute, Bytes.of(value));
    }

    /// The number that an attribute holds; negative where it holds none.
    public static long number(Bytes value) {
        return value.length() == Long.BYTES
                ? ByteBuffer.wrap(value.toArray()).order(ByteOrder.nativeOrder()).getLong()
                : -1;
    }

    public long count() {
        return values.size();
    }

    public MemorySegment in(Arena arena) {
        MemorySegment all = arena.allocate(values.size() * ATTRIBUTE_BYTES, Long.BYTES);
        long at = 0;
        for (Map.Entry<Attribute, Bytes> value : values.entrySet()) {
            all.set(ValueLayout.JAVA_LONG, at, value.getKey().code());
            all.set(ValueLayout.ADDRESS, at + VALUE_AT, copy(value.getValue(), arena));
            all.set(ValueLayout.JAVA_LONG, at + LENGTH_AT, value.getValue().length());
            at += ATTRIBUTE_BYTES;
        }
        return all;
    }

    /// The bytes outside the heap. Never a null pointer, which modules take for an error even where
    /// the length is zero.
    public static MemorySegment copy(Bytes bytes, Arena arena) {
        MemorySegment copy = arena.allocate(Math.max(1, bytes.length()));
        MemorySegment.copy(bytes.toArray(), 0, copy, ValueLayout.JAVA_BYTE, 0, bytes.length());
        return copy;
    }
}
