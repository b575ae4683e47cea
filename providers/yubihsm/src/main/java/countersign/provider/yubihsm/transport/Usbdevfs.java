package countersign.provider.yubihsm.transport;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

import countersign.provider.yubihsm.transport.BulkPipe.UsbException;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemoryLayout;
import java.lang.foreign.MemoryLayout.PathElement;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.StructLayout;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandleProxies;
import java.lang.invoke.MethodType;
import java.lang.invoke.VarHandle;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.ToIntFunction;

/// Linux' own way to a USB device: `ioctl` on its device file. No library is in between.
final class Usbdevfs implements BulkPipe {
    private static final int O_RDWR = 2;
    private static final int O_CLOEXEC = 0x80000;
    private static final int INTERFACE = 0;
    private static final int OUT = 0x01;
    private static final int IN = 0x81;

    /// `struct usbdevfs_bulktransfer` of 64-bit machines, 24 bytes.
    static final StructLayout BULK =
            MemoryLayout.structLayout(
                    JAVA_INT.withName("ep"),
                    JAVA_INT.withName("len"),
                    JAVA_INT.withName("timeout"),
                    MemoryLayout.paddingLayout(Integer.BYTES),
                    ADDRESS.withName("data"));

    // Read and write, 24 bytes, 'U', 2.
    static final long BULK_REQUEST = request(3, BULK.byteSize(), 2);
    // Read, 4 bytes, 'U', 15 and 16.
    static final long CLAIM_REQUEST = request(2, Integer.BYTES, 15);
    static final long RELEASE_REQUEST = request(2, Integer.BYTES, 16);

    private static final StructLayout STATE = Linker.Option.captureStateLayout();
    private static final VarHandle ERRNO = STATE.varHandle(PathElement.groupElement("errno"));

    private final int descriptor;
    // Its number may be another file's after the first time.
    private boolean closed;

    private Usbdevfs(int descriptor) {
        this.descriptor = descriptor;
    }

    /// The functions of the C library, looked up with the first device. Each takes the place for
    /// `errno` and then its own arguments.
    @SuppressWarnings("restricted")
    private static final class C {
        static final ToIntFunction<Object[]> OPEN =
                function("open", FunctionDescriptor.of(JAVA_INT, ADDRESS, JAVA_INT));
        static final ToIntFunction<Object[]> IOCTL =
                function("ioctl", FunctionDescriptor.of(JAVA_INT, JAVA_INT, JAVA_LONG, ADDRESS));
        static final ToIntFunction<Object[]> CLOSE =
                function("close", FunctionDescriptor.of(JAVA_INT, JAVA_INT));

        @SuppressWarnings("unchecked")
        private static ToIntFunction<Object[]> function(String name, FunctionDescriptor of) {
            Linker linker = Linker.nativeLinker();
            List<Linker.Option> options =
                    new ArrayList<>(List.of(Linker.Option.captureCallState("errno")));
            int arguments = of.argumentLayouts().size();
            if (arguments > 1) {
                options.add(Linker.Option.firstVariadicArg(2));
            }
            MethodHandle handle =
                    linker.downcallHandle(
                            linker.defaultLookup().findOrThrow(name),
                            of,
                            options.toArray(Linker.Option[]::new));
            MethodHandle spread =
                    handle.asSpreader(Object[].class, arguments + 1)
                            .asType(MethodType.methodType(int.class, Object.class));
            return MethodHandleProxies.asInterfaceInstance(ToIntFunction.class, spread);
        }
    }

    /// The number of an `ioctl` of usbdevfs: direction, size of its argument, 'U', its own number.
    private static long request(long direction, long bytes, long number) {
        return direction << 30 | bytes << 16 | 'U' << 8 | number;
    }

    /// Opens a device file and claims the device's one interface, which one process can have.
    static Usbdevfs claim(Path node) throws UsbException {
        Usbdevfs device = new Usbdevfs(opened(node));
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment number = arena.allocateFrom(JAVA_INT, INTERFACE);
            device.ioctl("claiming the interface", CLAIM_REQUEST, number, arena);
            return device;
        } catch (UsbException e) {
            device.closeFile();
            throw e;
        }
    }

    @Override
    public void send(byte[] transfer, Duration limit) throws IOException {
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment data = arena.allocate(Math.max(1, transfer.length));
            data.asByteBuffer().put(transfer);
            int sent = bulk(OUT, data, transfer.length, limit, arena);
            data.fill((byte) 0);
            if (sent != transfer.length) {
                throw new IOException("%d of %d bytes sent".formatted(sent, transfer.length));
            }
        }
    }

    @Override
    public byte[] receive(int bytesMax, Duration limit) throws IOException {
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment data = arena.allocate(bytesMax);
            int received = bulk(IN, data, bytesMax, limit, arena);
            return data.asSlice(0, received).toArray(ValueLayout.JAVA_BYTE);
        }
    }

    @Override
    public void close() {
        if (closed) {
            return;
        }
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment number = arena.allocateFrom(JAVA_INT, INTERFACE);
            ioctl("releasing the interface", RELEASE_REQUEST, number, arena);
        } catch (UsbException gone) {
            // Closing the file releases it as well.
            closeFile();
            return;
        }
        closeFile();
    }

    /// What the kernel reads of a transfer.
    static MemorySegment bulkArgument(
            int endpoint, MemorySegment data, int length, Duration limit, Arena arena) {
        MemorySegment argument = arena.allocate(BULK);
        argument.set(JAVA_INT, offset("ep"), endpoint);
        argument.set(JAVA_INT, offset("len"), length);
        // Zero would be no limit at all.
        long millis = Math.clamp(limit.toMillis(), 1, Integer.MAX_VALUE);
        argument.set(JAVA_INT, offset("timeout"), (int) millis);
        argument.set(ADDRESS, offset("data"), data);
        return argument;
    }

    private static long offset(String field) {
        return BULK.byteOffset(PathElement.groupElement(field));
    }

    private int bulk(int endpoint, MemorySegment data, int length, Duration limit, Arena arena)
            throws UsbException {
        MemorySegment argument = bulkArgument(endpoint, data, length, limit, arena);
        return ioctl("a transfer", BULK_REQUEST, argument, arena);
    }

    private int ioctl(String what, long request, MemorySegment argument, Arena arena)
            throws UsbException {
        if (closed) {
            throw new UsbException(what, Errno.ENODEV);
        }
        return called(what, C.IOCTL, arena, descriptor, request, argument);
    }

    private static int opened(Path node) throws UsbException {
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment name = arena.allocateFrom(node.toString());
            return called("opening", C.OPEN, arena, name, O_RDWR | O_CLOEXEC);
        }
    }

    private void closeFile() {
        closed = true;
        try (Arena arena = Arena.ofConfined()) {
            called("closing", C.CLOSE, arena, descriptor);
        } catch (UsbException gone) {
            // The file is closed in every case.
            return;
        }
    }

    private static int called(
            String what, ToIntFunction<Object[]> function, Arena arena, Object... arguments)
            throws UsbException {
        MemorySegment state = arena.allocate(STATE);
        Object[] all = new Object[arguments.length + 1];
        all[0] = state;
        System.arraycopy(arguments, 0, all, 1, arguments.length);
        int result = function.applyAsInt(all);
        if (result < 0) {
            throw new UsbException(what, (int) ERRNO.get(state, 0L));
        }
        return result;
    }
}
