package countersign.provider.ledger;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemoryLayout.PathElement;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.StructLayout;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandleProxies;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.file.Path;
import java.util.function.IntSupplier;
import java.util.function.IntUnaryOperator;
import java.util.function.LongUnaryOperator;

/// An open file that can be waited for, by the system's own calls: Java can only block in a file
/// like this one, for as long as a device is silent. For one thread at a time.
final class LinuxFile implements AutoCloseable {
    static final short READABLE = 1;

    private static final int OPEN_FLAGS = 2 | 0x800 | 0x80000; // O_RDWR, O_NONBLOCK, O_CLOEXEC
    private static final int LOCK_FLAGS = 2 | 4; // LOCK_EX, LOCK_NB
    private static final int BUFFER_BYTES = 128;
    private static final int INTERRUPTED = 4;
    private static final int TRY_AGAIN = 11;

    private static final FunctionDescriptor INT_OF_INT =
            FunctionDescriptor.of(ValueLayout.JAVA_INT, ValueLayout.JAVA_INT);
    private static final FunctionDescriptor TRANSFER =
            FunctionDescriptor.of(
                    ValueLayout.JAVA_LONG,
                    ValueLayout.JAVA_INT,
                    ValueLayout.ADDRESS,
                    ValueLayout.JAVA_LONG);

    private final Calls calls;
    private final Arena arena;
    private final MemorySegment buffer;
    private final IntUnaryOperator poll;
    private final LongUnaryOperator read;
    private final LongUnaryOperator write;
    private final IntSupplier close;

    /// The system's functions, each of which leaves its error number in `state`.
    private record Calls(Linker linker, MemorySegment state) {
        private static final StructLayout STATE = Linker.Option.captureStateLayout();
        private static final VarHandle ERROR = STATE.varHandle(PathElement.groupElement("errno"));

        @SuppressWarnings("restricted") // Every signature is that of the manual page.
        MethodHandle find(String name, FunctionDescriptor signature, Linker.Option... more)
                throws IOException {
            MemorySegment address =
                    linker.defaultLookup()
                            .find(name)
                            .orElseThrow(() -> new IOException("this system has no " + name));
            Linker.Option[] options = new Linker.Option[more.length + 1];
            options[0] = Linker.Option.captureCallState("errno");
            System.arraycopy(more, 0, options, 1, more.length);
            MethodHandle function = linker.downcallHandle(address, signature, options);
            return MethodHandles.insertArguments(function, 0, state);
        }

        int error() {
            return (int) ERROR.get(state, 0L);
        }
    }

    private LinuxFile(Calls calls, Arena arena, int descriptor) throws IOException {
        this.calls = calls;
        this.arena = arena;
        buffer = arena.allocate(BUFFER_BYTES);
        // struct pollfd: int fd, short events, short revents.
        MemorySegment polled = arena.allocate(ValueLayout.JAVA_LONG);
        polled.set(ValueLayout.JAVA_INT, 0, descriptor);
        polled.set(ValueLayout.JAVA_SHORT, Integer.BYTES, READABLE);
        FunctionDescriptor polling =
                FunctionDescriptor.of(
                        ValueLayout.JAVA_INT,
                        ValueLayout.ADDRESS,
                        ValueLayout.JAVA_LONG,
                        ValueLayout.JAVA_INT);
        poll = bound(IntUnaryOperator.class, calls.find("poll", polling), polled, 1L);
        read = bound(LongUnaryOperator.class, calls.find("read", TRANSFER), descriptor, buffer);
        write = bound(LongUnaryOperator.class, calls.find("write", TRANSFER), descriptor, buffer);
        close = bound(IntSupplier.class, calls.find("close", INT_OF_INT), descriptor);
    }

    /// Opens a file for reading and writing, for this process alone as far as others ask.
    static LinuxFile open(Path path) throws IOException {
        if (!System.getProperty("os.name", "").equals("Linux")) {
            throw new IOException("devices are files on Linux alone");
        }
        Arena arena = Arena.ofShared();
        try {
            Calls calls = new Calls(Linker.nativeLinker(), arena.allocate(Calls.STATE));
            FunctionDescriptor opening =
                    FunctionDescriptor.of(
                            ValueLayout.JAVA_INT, ValueLayout.ADDRESS, ValueLayout.JAVA_INT);
            MethodHandle open = calls.find("open", opening, Linker.Option.firstVariadicArg(2));
            MemorySegment name = arena.allocateFrom(path.toString());
            int descriptor = bound(IntSupplier.class, open, name, OPEN_FLAGS).getAsInt();
            if (descriptor < 0) {
                throw new IOException(words(calls.error()));
            }
            LinuxFile file = new LinuxFile(calls, arena, descriptor);
            file.lock(descriptor);
            return file;
        } catch (IOException e) {
            arena.close();
            throw e;
        }
    }

    /// Waits until there is something to read, at most so long, and says whether there is. An
    /// interrupt of the system's ends the wait early.
    boolean awaitReadable(int millis) throws IOException {
        int ready = poll.applyAsInt(millis);
        if (ready < 0 && calls.error() != INTERRUPTED) {
            throw new IOException(words(calls.error()));
        }
        return ready > 0;
    }

    /// Reads at most `length` bytes, none where there are none yet.
    byte[] read(int length) throws IOException {
        long count = read.applyAsLong(length);
        if (count == 0) {
            throw new IOException("the file has ended");
        }
        if (count < 0) {
            int error = calls.error();
            if (error == TRY_AGAIN || error == INTERRUPTED) {
                return new byte[0];
            }
            throw new IOException(words(error));
        }
        return buffer.asSlice(0, count).toArray(ValueLayout.JAVA_BYTE);
    }

    /// Writes all bytes in one call, or fails.
    void write(byte[] bytes) throws IOException {
        MemorySegment.copy(bytes, 0, buffer, ValueLayout.JAVA_BYTE, 0, bytes.length);
        long count = write.applyAsLong(bytes.length);
        if (count != bytes.length) {
            throw new IOException(count < 0 ? words(calls.error()) : "it took half a report");
        }
    }

    @Override
    public void close() {
        // Linux lets go of the file whatever this returns.
        int _ = close.getAsInt();
        arena.close();
    }

    private void lock(int descriptor) throws IOException {
        FunctionDescriptor locking =
                FunctionDescriptor.of(
                        ValueLayout.JAVA_INT, ValueLayout.JAVA_INT, ValueLayout.JAVA_INT);
        MethodHandle flock = calls.find("flock", locking);
        if (bound(IntSupplier.class, flock, descriptor, LOCK_FLAGS).getAsInt() != 0) {
            String why = "another program uses it";
            int _ = close.getAsInt();
            throw new IOException(why);
        }
    }

    private static <T> T bound(Class<T> type, MethodHandle function, Object... arguments) {
        return MethodHandleProxies.asInterfaceInstance(
                type, MethodHandles.insertArguments(function, 0, arguments));
    }

    /// Error numbers of Linux in words, as far as an operator can do something about them.
    private static String words(int error) {
        return switch (error) {
            case 1, 13 -> "this user may not open it";
            case 2, 6, 19 -> "there is no such device";
            case 5 -> "it was unplugged, or its app was closed";
            case 16 -> "another program uses it";
            default -> "error " + error + " of the system";
        };
    }
}
