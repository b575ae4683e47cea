package countersign.provider.pkcs11;

import countersign.bytes.Bytes;
import countersign.consensus.KeyType;
import countersign.consensus.PublicKey;
import countersign.provider.pkcs11.cryptoki.Ckr;
import countersign.provider.pkcs11.cryptoki.Function;
import countersign.provider.pkcs11.cryptoki.Template;
import countersign.provider.pkcs11.cryptoki.TokenName;

import org.bouncycastle.math.ec.rfc8032.Ed25519;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemoryLayout;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.SymbolLookup;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Objects;

/// A module of C that does what a test says, see `stub.c`. There is one in a process.
@SuppressWarnings("restricted") // Its functions are those of `stub.c`.
final class StubModule {
    private static final String SOURCE = "stub.c";
    private static final ValueLayout.OfLong NUMBER = ValueLayout.JAVA_LONG;

    private final SymbolLookup symbols;
    private final TokenModule module;

    private StubModule(Path file, SymbolLookup symbols) {
        this.symbols = symbols;
        this.module = new TokenModule(file);
    }

    /// Compiles it; skips the test where there is no C compiler.
    static StubModule compile() {
        SoftHsm.require(SoftHsm.onPath("cc"), "gcc");
        try {
            Path folder = Files.createDirectories(Path.of("target", "stub").toAbsolutePath());
            Path source = folder.resolve(SOURCE);
            try (InputStream in = StubModule.class.getResourceAsStream(SOURCE)) {
                Files.write(source, Objects.requireNonNull(in).readAllBytes());
            }
            Path file = folder.resolve("stub.so");
            SoftHsm.run(
                    "cc",
                    "-shared",
                    "-fPIC",
                    "-Wall",
                    "-Wextra",
                    "-Werror",
                    "-pthread",
                    "-o",
                    file.toString(),
                    source.toString());
            StubModule module =
                    new StubModule(file, SymbolLookup.libraryLookup(file, Arena.global()));
            module.call("stub_signer", upcall());
            return module;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (ReflectiveOperationException e) {
            throw new LinkageError(e.getMessage(), e);
        }
    }

    /// A stub as nobody has told it anything.
    StubModule reset() {
        release();
        for (Function function : Function.values()) {
            answer(function, Ckr.OK.code());
        }
        for (int key = 0; key < 2; key++) {
            point(key, publicKey(key));
        }
        call("stub_forget");
        set("stub_flags", 0);
        set("stub_tokens", 1);
        set("stub_tokens_after_finalize", 1);
        set("stub_signature_length", 64);
        set("stub_hide_points", 0);
        set("stub_always_authenticate", 0);
        return this;
    }

    TokenModule module() {
        return module;
    }

    TokenSettings settings() {
        return new TokenSettings(module, new TokenName.Label("stub"), false);
    }

    static PublicKey publicKey(int key) {
        byte[] point = new byte[32];
        Ed25519.generatePublicKey(seed(key), 0, point, 0);
        return new PublicKey(KeyType.ED25519, Bytes.of(point));
    }

    /// What it shows as the public key of its key.
    void point(int key, PublicKey shown) {
        try (Arena arena = Arena.ofConfined()) {
            call("stub_point", (long) key, Template.copy(shown.value(), arena));
        }
    }

    /// What a function returns from now on, before it does anything.
    void answer(Function function, long code) {
        call("stub_answer", index(function), code);
    }

    /// Lets the next call of a function hang that is not said to hang already.
    void hang(Function function) {
        call("stub_hang", index(function));
    }

    /// Lets all that hangs return.
    void release() {
        call("stub_release");
    }

    /// As a token that was pulled out and put in again.
    void forget() {
        call("stub_forget");
    }

    void set(String what, long value) {
        call(what, value);
    }

    long calls(Function function) {
        return call("stub_count", index(function));
    }

    private static long index(Function function) {
        return function.index();
    }

    private long call(String name, Object... arguments) {
        MemoryLayout[] layouts =
                Arrays.stream(arguments)
                        .map(a -> a instanceof Long ? NUMBER : ValueLayout.ADDRESS)
                        .toArray(MemoryLayout[]::new);
        return Function.bind(
                        symbols.find(name).orElseThrow(), FunctionDescriptor.of(NUMBER, layouts))
                .call(arguments);
    }

    private static MemorySegment upcall() throws ReflectiveOperationException {
        MethodHandle sign =
                MethodHandles.lookup()
                        .findStatic(
                                StubModule.class,
                                "sign",
                                MethodType.methodType(
                                        void.class,
                                        long.class,
                                        MemorySegment.class,
                                        long.class,
                                        MemorySegment.class));
        return Linker.nativeLinker()
                .upcallStub(
                        sign,
                        FunctionDescriptor.ofVoid(
                                NUMBER, ValueLayout.ADDRESS, NUMBER, ValueLayout.ADDRESS),
                        Arena.global());
    }

    /// Called by the module.
    static void sign(long key, MemorySegment data, long length, MemorySegment signature) {
        byte[] message = data.reinterpret(length).toArray(ValueLayout.JAVA_BYTE);
        byte[] out = new byte[64];
        Ed25519.sign(seed(key == 1 ? 0 : 1), 0, message, 0, message.length, out, 0);
        MemorySegment.copy(out, 0, signature.reinterpret(64), ValueLayout.JAVA_BYTE, 0, 64);
    }

    private static byte[] seed(int key) {
        byte[] seed = new byte[32];
        Arrays.fill(seed, (byte) (key + 1));
        return seed;
    }
}
