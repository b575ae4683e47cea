package countersign.connection.secret;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/// Numbers as frames, nonces and transcripts write them.
final class LittleEndian {
    private static final VarHandle INTS =
            MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.LITTLE_ENDIAN);
    private static final VarHandle LONGS =
            MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

    private LittleEndian() {}

    static int intAt(byte[] source, int offset) {
        return (int) INTS.get(source, offset);
    }

    static void putInt(byte[] target, int offset, int value) {
        INTS.set(target, offset, value);
    }

    static void putLong(byte[] target, int offset, long value) {
        LONGS.set(target, offset, value);
    }
}
