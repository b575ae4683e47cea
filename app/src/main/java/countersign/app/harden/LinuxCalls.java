package countersign.app.harden;

import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandleProxies;
import java.lang.invoke.MethodHandles;
import java.util.Optional;
import java.util.function.IntSupplier;

/// The two calls of Linux that Java has no words for. Each returns 0, or -1 where it is refused.
record LinuxCalls(IntSupplier denyDumps, IntSupplier lockMemory) {
    private static final int PR_SET_DUMPABLE = 4;
    private static final int MCL_CURRENT = 1;
    private static final int MCL_FUTURE = 2;

    /// Locks a page when it is first touched: a heap is reserved in full and used in part.
    private static final int MCL_ONFAULT = 4;

    /// Nothing where this is not Linux, or where this program may call nothing outside Java.
    static Optional<LinuxCalls> find() {
        if (!System.getProperty("os.name", "").equals("Linux")) {
            return Optional.empty();
        }
        try {
            Linker linker = Linker.nativeLinker();
            return Optional.of(new LinuxCalls(prctl(linker), mlockall(linker)));
        } catch (IllegalCallerException | UnsupportedOperationException denied) {
            return Optional.empty();
        }
    }

    @SuppressWarnings("restricted") // The signature is that of the manual page.
    private static IntSupplier prctl(Linker linker) {
        FunctionDescriptor signature =
                FunctionDescriptor.of(
                        ValueLayout.JAVA_INT, ValueLayout.JAVA_INT, ValueLayout.JAVA_LONG);
        MethodHandle prctl =
                linker.downcallHandle(
                        address(linker, "prctl"), signature, Linker.Option.firstVariadicArg(1));
        return bound(prctl, PR_SET_DUMPABLE, 0L);
    }

    @SuppressWarnings("restricted") // The signature is that of the manual page.
    private static IntSupplier mlockall(Linker linker) {
        FunctionDescriptor signature =
                FunctionDescriptor.of(ValueLayout.JAVA_INT, ValueLayout.JAVA_INT);
        MethodHandle mlockall = linker.downcallHandle(address(linker, "mlockall"), signature);
        return bound(mlockall, MCL_CURRENT | MCL_FUTURE | MCL_ONFAULT);
    }

    private static MemorySegment address(Linker linker, String function) {
        return linker.defaultLookup()
                .find(function)
                .orElseThrow(() -> new UnsupportedOperationException("no " + function));
    }

    private static IntSupplier bound(MethodHandle function, Object... arguments) {
        return MethodHandleProxies.asInterfaceInstance(
                IntSupplier.class, MethodHandles.insertArguments(function, 0, arguments));
    }
}
