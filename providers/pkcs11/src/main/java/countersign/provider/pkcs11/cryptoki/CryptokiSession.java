package countersign.provider.pkcs11.cryptoki;

import countersign.bytes.Bytes;
import countersign.bytes.SecretBytes;
import countersign.keyring.spi.ProviderException;
import countersign.keyring.spi.ProviderException.Outcome;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/// A session with a token. Used by one thread.
public final class CryptokiSession {
    private static final long USER = 1;
    private static final long USER_FUNCTIONS_READING = 1;
    private static final long USER_FUNCTIONS_WRITING = 3;
    private static final long SESSION_INFO_BYTES = 32;
    private static final long STATE_AT = 8;

    private static final long MECHANISM_INFO_BYTES = 24;

    private static final int ATTRIBUTE_BYTES_MAX = 4096;

    /// `CK_MECHANISM`: the type, a pointer to the parameter, its length.
    private static final long MECHANISM_BYTES = 24;

    /// `CK_EDDSA_PARAMS` of plain Ed25519: no prehash, no context, all of it zero.
    private static final long EDDSA_PARAMS_BYTES = 24;

    private static final int SIGNATURE_BYTES = 64;
    private static final int SIGNATURE_ROOM_BYTES = 512;

    private final Cryptoki module;
    private final int epoch;
    private final long slot;
    private final long handle;
    private final String token;

    public CryptokiSession(Cryptoki module, long slot, long handle, String token) {
        this.module = module;
        this.epoch = module.epoch();
        this.slot = slot;
        this.handle = handle;
        this.token = token;
    }

    /// Ends it. A module that refuses has lost it already.
    public void close() {
        if (isOfNow()) {
            module.call(Function.C_CLOSE_SESSION, handle);
        }
    }

    /// Whether the module is the one that opened it. In another life of it somebody else may have
    /// the same handle.
    private boolean isOfNow() {
        return epoch == module.epoch();
    }

    /// Whether the token signs by this mechanism at all.
    public boolean knows(long mechanism) throws ProviderException {
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment info = arena.allocate(MECHANISM_INFO_BYTES, Long.BYTES);
            long code = call(Function.C_GET_MECHANISM_INFO, slot, mechanism, info);
            if (Ckr.MECHANISM_INVALID.is(code)) {
                return false;
            }
            require(Function.C_GET_MECHANISM_INFO, code);
            return true;
        }
    }

    /// Whether somebody of this process has logged in: it counts for all its sessions.
    public boolean isLoggedIn() throws ProviderException {
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment info = arena.allocate(SESSION_INFO_BYTES, Long.BYTES);
            must(Function.C_GET_SESSION_INFO, handle, info);
            long state = info.get(ValueLayout.JAVA_LONG, STATE_AT);
            return state == USER_FUNCTIONS_READING || state == USER_FUNCTIONS_WRITING;
        }
    }

    /// Shows the PIN to the token, once, and returns what the token says to it.
    public long login(SecretBytes pin) throws ProviderException {
        byte[] bytes = pin.unsafeExport();
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment copy = arena.allocate(Math.max(1, bytes.length));
            MemorySegment.copy(bytes, 0, copy, ValueLayout.JAVA_BYTE, 0, bytes.length);
            try {
                return call(Function.C_LOGIN, handle, USER, copy, (long) bytes.length);
            } finally {
                copy.fill((byte) 0);
            }
        } finally {
            Arrays.fill(bytes, (byte) 0);
        }
    }

    /// The objects that have all these attributes, but no more than `max` of them.
    public List<Long> find(Template template, int max) throws ProviderException {
        try (Arena arena = Arena.ofConfined()) {
            must(Function.C_FIND_OBJECTS_INIT, handle, template.in(arena), template.count());
            MemorySegment objects = arena.allocate(ValueLayout.JAVA_LONG, max);
            MemorySegment count = arena.allocate(ValueLayout.JAVA_LONG);
            must(Function.C_FIND_OBJECTS, handle, objects, (long) max, count);
            must(Function.C_FIND_OBJECTS_FINAL, handle);
            long found = count.get(ValueLayout.JAVA_LONG, 0);
            if (found < 0 || found > max) {
                throw broken("C_FindObjects gave " + found + " objects where at most " + max);
            }
            long[] handles = objects.asSlice(0, found * Long.BYTES).toArray(ValueLayout.JAVA_LONG);
            return Arrays.stream(handles).boxed().toList();
        }
    }

    /// The value of an attribute; empty where the object has none, or shows it to nobody.
    public Optional<Bytes> attribute(long object, Attribute attribute) throws ProviderException {
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment asked = arena.allocate(Template.ATTRIBUTE_BYTES, Long.BYTES);
            asked.set(ValueLayout.JAVA_LONG, 0, attribute.code());
            asked.set(ValueLayout.JAVA_LONG, Template.LENGTH_AT, ATTRIBUTE_BYTES_MAX);
            MemorySegment room = arena.allocate(ATTRIBUTE_BYTES_MAX);
            asked.set(ValueLayout.ADDRESS, Template.VALUE_AT, room);
            long code = call(Function.C_GET_ATTRIBUTE_VALUE, handle, object, asked, 1L);
            if (Ckr.ATTRIBUTE_TYPE_INVALID.is(code) || Ckr.ATTRIBUTE_SENSITIVE.is(code)) {
                return Optional.empty();
            }
            require(Function.C_GET_ATTRIBUTE_VALUE, code);
            long length = asked.get(ValueLayout.JAVA_LONG, Template.LENGTH_AT);
            if (length < 0 || length > ATTRIBUTE_BYTES_MAX) {
                return Optional.empty();
            }
            return Optional.of(Bytes.of(room.asSlice(0, length).toArray(ValueLayout.JAVA_BYTE)));
        }
    }

    /// The signature of `data` as the token makes it, 64 bytes. After an exception an operation may
    /// still be active in this session, so that nobody may use it again.
    public Bytes sign(long key, Bytes data, Curve curve, boolean withParameters)
            throws ProviderException {
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment mechanism = mechanism(curve.signing(), arena);
            if (withParameters && curve == Curve.ED25519) {
                MemorySegment parameters = arena.allocate(EDDSA_PARAMS_BYTES, Long.BYTES);
                mechanism.set(ValueLayout.ADDRESS, Template.VALUE_AT, parameters);
                mechanism.set(ValueLayout.JAVA_LONG, Template.LENGTH_AT, EDDSA_PARAMS_BYTES);
            }
            must(Function.C_SIGN_INIT, handle, mechanism, key);
            MemorySegment signature = arena.allocate(SIGNATURE_ROOM_BYTES);
            MemorySegment length = arena.allocate(ValueLayout.JAVA_LONG);
            length.set(ValueLayout.JAVA_LONG, 0, SIGNATURE_ROOM_BYTES);
            long code =
                    call(
                            Function.C_SIGN,
                            handle,
                            Template.copy(data, arena),
                            (long) data.length(),
                            signature,
                            length);
            if (!Ckr.OK.is(code)) {
                throw Ckr.breaking(Function.C_SIGN.title(), code, token);
            }
            long bytes = length.get(ValueLayout.JAVA_LONG, 0);
            if (bytes != SIGNATURE_BYTES) {
                throw broken("C_Sign gave " + bytes + " bytes instead of " + SIGNATURE_BYTES);
            }
            return Bytes.of(signature.asSlice(0, bytes).toArray(ValueLayout.JAVA_BYTE));
        }
    }

    /// Makes a key pair and returns the code of the answer.
    public long generate(long mechanism, Template ofPublic, Template ofPrivate)
            throws ProviderException {
        try (Arena arena = Arena.ofConfined()) {
            return call(
                    Function.C_GENERATE_KEY_PAIR,
                    handle,
                    mechanism(mechanism, arena),
                    ofPublic.in(arena),
                    ofPublic.count(),
                    ofPrivate.in(arena),
                    ofPrivate.count(),
                    arena.allocate(ValueLayout.JAVA_LONG),
                    arena.allocate(ValueLayout.JAVA_LONG));
        }
    }

    private static MemorySegment mechanism(long type, Arena arena) {
        MemorySegment mechanism = arena.allocate(MECHANISM_BYTES, Long.BYTES);
        mechanism.set(ValueLayout.JAVA_LONG, 0, type);
        return mechanism;
    }

    private ProviderException broken(String what) {
        return new ProviderException(
                Outcome.BROKEN, token + ": " + what, "the module is broken: ask its vendor");
    }

    private long call(Function function, Object... arguments) throws ProviderException {
        if (!isOfNow()) {
            throw new ProviderException(
                    Outcome.UNREACHED,
                    "the session with " + token + " ended when its module was started anew",
                    "it is opened again by itself");
        }
        return module.call(function, arguments);
    }

    private void must(Function function, Object... arguments) throws ProviderException {
        require(function, call(function, arguments));
    }

    private void require(Function function, long code) throws ProviderException {
        if (!Ckr.OK.is(code)) {
            throw Ckr.failure(function.title(), code, token);
        }
    }
}
