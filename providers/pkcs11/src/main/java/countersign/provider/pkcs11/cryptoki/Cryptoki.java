package countersign.provider.pkcs11.cryptoki;

import countersign.keyring.spi.ProviderException;
import countersign.keyring.spi.ProviderException.Outcome;

import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.SymbolLookup;
import java.lang.foreign.ValueLayout;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;

/// A PKCS#11 module, loaded into this process for good. Its functions may take as long as they
/// like, and end the process if they are broken.
public final class Cryptoki {
    public static final int SLOTS_MAX = 256;

    private static final byte WITH_TOKEN = 1;
    private static final long SERIAL_SESSION = 0x4;
    private static final long WRITABLE_SESSION = 0x2;

    /// `CK_C_INITIALIZE_ARGS`: four pointers to functions for locks, which the module has itself,
    /// flags, and one pointer that is reserved.
    private static final long INITIALIZE_BYTES = 48;

    private static final long INITIALIZE_FLAGS_AT = 32;
    private static final long OS_LOCKING = 0x2;

    private final String where;
    private final AtomicInteger epoch = new AtomicInteger();
    private final Map<Function, NativeCall> functions = new EnumMap<>(Function.class);

    private Cryptoki(String where) {
        this.where = where;
    }

    /// Loads the module in `file`; again where it is loaded already.
    @SuppressWarnings("restricted") // The operator says that this file is a PKCS#11 module.
    public static Cryptoki load(Path file) throws ProviderException {
        String where = "the PKCS#11 module " + file;
        if (ValueLayout.ADDRESS.byteSize() != Long.BYTES
                || System.getProperty("os.name", "").startsWith("Windows")) {
            throw new ProviderException(
                    "PKCS#11 modules cannot be used on this system", "use a 64-bit Linux");
        }
        try (Arena arena = Arena.ofConfined()) {
            SymbolLookup symbols = SymbolLookup.libraryLookup(file, Arena.global());
            MemorySegment get = symbols.find("C_GetFunctionList").orElse(MemorySegment.NULL);
            if (get.equals(MemorySegment.NULL)) {
                throw noModule(where + " has no C_GetFunctionList: it is another library");
            }
            FunctionDescriptor signature =
                    FunctionDescriptor.of(ValueLayout.JAVA_LONG, ValueLayout.ADDRESS);
            MemorySegment list = arena.allocate(ValueLayout.ADDRESS);
            long code = Function.bind(get, signature).call(list);
            if (!Ckr.OK.is(code)) {
                throw Ckr.failure("C_GetFunctionList", code, where);
            }
            Cryptoki module = new Cryptoki(where);
            module.bind(list.get(ValueLayout.ADDRESS, 0).reinterpret(Function.LIST_BYTES));
            return module;
        } catch (IllegalArgumentException cannotLoad) {
            throw noModule(
                    "cannot load "
                            + where
                            + ": it is not there, is no library for this machine,"
                            + " or misses one that it needs");
        }
    }

    private static ProviderException noModule(String what) {
        return new ProviderException(
                Outcome.UNREACHED,
                what,
                "install the module of your token's vendor and write its path as `module`;"
                        + " `ldd` on that path shows what it misses");
    }

    private void bind(MemorySegment list) throws ProviderException {
        for (Function function : Function.values()) {
            MemorySegment address = function.in(list);
            if (address.equals(MemorySegment.NULL)) {
                throw noModule(where + " has no " + function.title());
            }
            functions.put(function, function.bind(address));
        }
    }

    /// Calls a function and returns its code.
    public long call(Function function, Object... arguments) {
        NativeCall call = functions.get(function);
        if (call == null) {
            throw new IllegalArgumentException("every function is bound");
        }
        return call.call(arguments);
    }

    /// Initializes the module, unless it is: it may have been forgotten in a fork, or reset.
    public void initialize() throws ProviderException {
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment arguments = arena.allocate(INITIALIZE_BYTES, Long.BYTES);
            arguments.set(ValueLayout.JAVA_LONG, INITIALIZE_FLAGS_AT, OS_LOCKING);
            long code = call(Function.C_INITIALIZE, arguments);
            if (!Ckr.OK.is(code) && !Ckr.CRYPTOKI_ALREADY_INITIALIZED.is(code)) {
                throw Ckr.failure("C_Initialize", code, where);
            }
        }
    }

    /// Ends all that this process has in the module.
    public void finish() throws ProviderException {
        epoch.incrementAndGet();
        long code = call(Function.C_FINALIZE, MemorySegment.NULL);
        if (!Ckr.OK.is(code) && !Ckr.CRYPTOKI_NOT_INITIALIZED.is(code)) {
            throw Ckr.failure(Function.C_FINALIZE.title(), code, where);
        }
    }

    /// How often it was finished: a session of before is over, whatever its handle means now.
    public int epoch() {
        return epoch.get();
    }

    /// Every token that is there now.
    public List<TokenFacts> tokens() throws ProviderException {
        List<TokenFacts> tokens = new ArrayList<>();
        Optional<ProviderException> silent = survey(tokens);
        if (silent.isPresent()) {
            throw silent.get();
        }
        return tokens;
    }

    /// The one token that is meant; others may fail.
    public TokenFacts token(TokenName name) throws ProviderException {
        List<TokenFacts> tokens = new ArrayList<>();
        Optional<ProviderException> silent = survey(tokens);
        try {
            return name.among(tokens);
        } catch (ProviderException missing) {
            throw silent.orElse(missing);
        }
    }

    /// Adds the tokens that answer, and returns what the first other one said.
    private Optional<ProviderException> survey(List<TokenFacts> tokens) throws ProviderException {
        Optional<ProviderException> silent = Optional.empty();
        for (long slot : slots()) {
            try (Arena arena = Arena.ofConfined()) {
                MemorySegment info = arena.allocate(TokenFacts.BYTES, Long.BYTES);
                long code = call(Function.C_GET_TOKEN_INFO, slot, info);
                if (Ckr.OK.is(code)) {
                    tokens.add(TokenFacts.of(slot, info));
                } else if (Ckr.outcome(code) != Outcome.UNREACHED && silent.isEmpty()) {
                    // Else it was pulled out between the two calls, or is of no known kind.
                    String at = where + ", slot " + slot;
                    silent = Optional.of(Ckr.failure("C_GetTokenInfo", code, at));
                }
            }
        }
        return silent;
    }

    private long[] slots() throws ProviderException {
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment count = arena.allocate(ValueLayout.JAVA_LONG);
            // Modules look for slots that are new when they are asked for the number alone.
            must(Function.C_GET_SLOT_LIST, WITH_TOKEN, MemorySegment.NULL, count);
            MemorySegment slots = arena.allocate(ValueLayout.JAVA_LONG, SLOTS_MAX);
            count.set(ValueLayout.JAVA_LONG, 0, SLOTS_MAX);
            must(Function.C_GET_SLOT_LIST, WITH_TOKEN, slots, count);
            long found = count.get(ValueLayout.JAVA_LONG, 0);
            if (found < 0 || found > SLOTS_MAX) {
                throw new ProviderException(
                        Outcome.BROKEN, where + " counts " + found + " slots", "mend the module");
            }
            return slots.asSlice(0, found * Long.BYTES).toArray(ValueLayout.JAVA_LONG);
        }
    }

    /// A session with the token in the slot; `token` is what errors call it.
    public CryptokiSession open(long slot, boolean writable, String token)
            throws ProviderException {
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment handle = arena.allocate(ValueLayout.JAVA_LONG);
            long flags = writable ? SERIAL_SESSION | WRITABLE_SESSION : SERIAL_SESSION;
            long code =
                    call(
                            Function.C_OPEN_SESSION,
                            slot,
                            flags,
                            MemorySegment.NULL,
                            MemorySegment.NULL,
                            handle);
            if (!Ckr.OK.is(code)) {
                throw Ckr.failure("C_OpenSession", code, token);
            }
            return new CryptokiSession(this, slot, handle.get(ValueLayout.JAVA_LONG, 0), token);
        }
    }

    private void must(Function function, Object... arguments) throws ProviderException {
        long code = call(function, arguments);
        if (!Ckr.OK.is(code)) {
            throw Ckr.failure(function.title(), code, where);
        }
    }
}
