package countersign.provider.ledger;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemoryLayout;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;
import java.nio.file.Path;
import java.util.concurrent.locks.ReentrantLock;

/// A file that answers like a device's: the far end of a pseudo terminal that changes no byte.
/// Pulling the cable is closing the near end.
final class PseudoDevice implements AutoCloseable {
    private static final int OPEN_FLAGS = 2 | 0x100; // O_RDWR, O_NOCTTY
    private static final int CHUNK_BYTES = 4096;
    private static final int TERMIOS_BYTES = 128;
    private static final int POLL_MILLIS = 20;

    private static final MemoryLayout INT = ValueLayout.JAVA_INT;
    private static final MemoryLayout LONG = ValueLayout.JAVA_LONG;
    private static final MemoryLayout ADDRESS = ValueLayout.ADDRESS;

    private final Arena arena = Arena.ofShared();
    private final MemorySegment received = arena.allocate(CHUNK_BYTES);
    private final MemorySegment sent = arena.allocate(CHUNK_BYTES);
    private final MemorySegment polled = arena.allocate(ValueLayout.JAVA_LONG);
    private final int master;

    /// Held in every call on `master`: the next file that is opened gets the number of a closed
    /// one.
    private final ReentrantLock turn = new ReentrantLock(true);

    private boolean closed;

    PseudoDevice() {
        master = (int) call("posix_openpt", FunctionDescriptor.of(INT, INT), OPEN_FLAGS);
        call("grantpt", FunctionDescriptor.of(INT, INT), master);
        call("unlockpt", FunctionDescriptor.of(INT, INT), master);
        MemorySegment termios = arena.allocate(TERMIOS_BYTES);
        call("tcgetattr", FunctionDescriptor.of(INT, INT, ADDRESS), master, termios);
        call("cfmakeraw", FunctionDescriptor.ofVoid(ADDRESS), termios);
        call("tcsetattr", FunctionDescriptor.of(INT, INT, INT, ADDRESS), master, 0, termios);
        polled.set(ValueLayout.JAVA_INT, 0, master);
        polled.set(ValueLayout.JAVA_SHORT, Integer.BYTES, (short) 1);
    }

    Path path() {
        MemorySegment name = arena.allocate(CHUNK_BYTES);
        FunctionDescriptor naming = FunctionDescriptor.of(INT, INT, ADDRESS, LONG);
        call("ptsname_r", naming, master, name, (long) CHUNK_BYTES);
        return Path.of(name.getString(0));
    }

    InputStream in() {
        return new InputStream() {
            @Override
            public int read() {
                throw new UnsupportedOperationException();
            }

            @Override
            public int read(byte[] into, int offset, int length) {
                int count = 0;
                while (count == 0 && length > 0) {
                    count = receive(into, offset, length);
                }
                return count;
            }
        };
    }

    OutputStream out() {
        return new OutputStream() {
            @Override
            public void write(int single) {
                throw new UnsupportedOperationException();
            }

            @Override
            public void write(byte[] bytes, int offset, int length) throws IOException {
                turn.lock();
                try {
                    if (closed) {
                        throw new IOException("unplugged");
                    }
                    MemorySegment.copy(bytes, offset, sent, ValueLayout.JAVA_BYTE, 0, length);
                    FunctionDescriptor writing = FunctionDescriptor.of(LONG, INT, ADDRESS, LONG);
                    call("write", writing, master, sent, (long) length);
                } finally {
                    turn.unlock();
                }
            }
        };
    }

    @Override
    public void close() {
        turn.lock();
        try {
            if (!closed) {
                closed = true;
                call("close", FunctionDescriptor.of(INT, INT), master);
            }
        } finally {
            turn.unlock();
        }
    }

    /// Waits a moment for bytes: how many came, or -1 once it is closed.
    private int receive(byte[] into, int offset, int length) {
        FunctionDescriptor polling = FunctionDescriptor.of(INT, ADDRESS, LONG, INT);
        FunctionDescriptor reading = FunctionDescriptor.of(LONG, INT, ADDRESS, LONG);
        turn.lock();
        try {
            if (closed) {
                return -1;
            }
            long ready = call("poll", polling, polled, 1L, POLL_MILLIS);
            int room = Math.min(length, CHUNK_BYTES);
            int count = ready > 0 ? (int) call("read", reading, master, received, (long) room) : 0;
            if (count <= 0) {
                return 0; // The slave end is not open, or was closed.
            }
            MemorySegment.copy(received, ValueLayout.JAVA_BYTE, 0, into, offset, count);
            return count;
        } finally {
            turn.unlock();
        }
    }

    @SuppressWarnings("restricted")
    private static long call(String name, FunctionDescriptor signature, Object... arguments) {
        Linker linker = Linker.nativeLinker();
        MethodHandle function =
                linker.downcallHandle(linker.defaultLookup().findOrThrow(name), signature);
        try {
            return function.invokeWithArguments(arguments) instanceof Number result
                    ? result.longValue()
                    : 0;
        } catch (Throwable e) {
            throw new AssertionError(name, e);
        }
    }
}
