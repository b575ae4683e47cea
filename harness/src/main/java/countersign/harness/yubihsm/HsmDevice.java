package countersign.harness.yubihsm;

import countersign.bytes.Bytes;

import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;

/// The device itself: one message in, one message out, whatever somebody sends.
public final class HsmDevice {
    private static final int SESSIONS_MAX = 16;
    private static final Duration SILENCE_MAX = Duration.ofSeconds(30);
    private static final int HEADER_BYTES = 3;
    private static final int CHALLENGE_BYTES = 8;
    private static final int NO_KEY = 0xffff;

    private final HsmSetup setup;
    private final ReentrantLock lock = new ReentrantLock();
    // By their ids.
    private final Map<Integer, Session> sessions = new HashMap<>();
    private ObjectStore objects = new ObjectStore();
    private HsmAudit audit;

    /// A new device, as it is delivered.
    public HsmDevice(HsmSetup setup) {
        this.setup = setup;
        this.audit = newAudit();
    }

    private static final class Session {
        final StoredObject key;
        final Scp03 channel;
        boolean authenticated;
        long lastNanos;

        Session(StoredObject key, Scp03 channel, long nowNanos) {
            this.key = key;
            this.channel = channel;
            this.lastNanos = nowNanos;
        }
    }

    /// The answer to a message.
    public byte[] answer(byte[] message) {
        return answer(message, false);
    }

    /// The same; `lying` changes a bit of what it signs.
    byte[] answer(byte[] message, boolean lying) {
        lock.lock();
        try {
            endSilentSessions();
            return outer(message, lying);
        } catch (HsmError e) {
            return e.message();
        } finally {
            lock.unlock();
        }
    }

    /// Forgets every session, as a device does that loses its power.
    public void restart() {
        lock.lock();
        try {
            sessions.clear();
        } finally {
            lock.unlock();
        }
    }

    /// Puts in a key for Ed25519 that signs and stays, in domain 1.
    public void holdEd25519(int id, byte[] seed) {
        byte[] data = EdwardsKey.ofSeed(seed).exported();
        hold(id, Codes.CAP_SIGN_EDDSA, Codes.ED25519, data);
    }

    /// The same for secp256k1, with a key that 32 bytes are made into.
    public void holdSecp256k1(int id, byte[] seed) {
        byte[] data = KoblitzKey.ofScalar(seed).exported();
        hold(id, Codes.CAP_SIGN_ECDSA, Codes.EC_K256, data);
    }

    private void hold(int id, int capability, int algorithm, byte[] data) {
        lock.lock();
        try {
            Bytes label = Bytes.of(new byte[Input.LABEL_BYTES]);
            NewObject key = new NewObject(id, label, 1, 1L << capability, algorithm);
            objects.put(key.stored(Codes.ASYMMETRIC, StoredObject.IMPORTED, data));
        } finally {
            lock.unlock();
        }
    }

    /// How many sessions are open.
    public int sessions() {
        lock.lock();
        try {
            endSilentSessions();
            return sessions.size();
        } finally {
            lock.unlock();
        }
    }

    private HsmAudit newAudit() {
        byte[] seed = new byte[16];
        setup.random().nextBytes(seed);
        return new HsmAudit(seed);
    }

    private void endSilentSessions() {
        long now = setup.nanos().getAsLong();
        sessions.values().removeIf(it -> now - it.lastNanos > SILENCE_MAX.toNanos());
    }

    private byte[] outer(byte[] message, boolean lying) throws HsmError {
        int[] version = setup.version();
        int longest = version[0] == 2 && version[1] < 4 ? 2048 : 3136;
        boolean framed =
                message.length >= HEADER_BYTES
                        && message.length <= longest
                        && Short.toUnsignedInt(ByteBuffer.wrap(message).getShort(1))
                                == message.length - HEADER_BYTES;
        if (!framed) {
            throw new HsmError(HsmError.WRONG_LENGTH);
        }
        byte[] data = Arrays.copyOfRange(message, HEADER_BYTES, message.length);
        int command = Byte.toUnsignedInt(message[0]);
        return switch (command) {
            case Codes.ECHO -> framed(command, data);
            case Codes.DEVICE_INFO -> framed(command, info());
            case Codes.CREATE_SESSION -> framed(command, created(new Input(data)));
            case Codes.AUTHENTICATE_SESSION -> framed(command, authenticated(message));
            case Codes.SESSION_MESSAGE -> inSession(message, lying);
            default -> throw new HsmError(HsmError.INVALID_COMMAND);
        };
    }

    private byte[] info() {
        int[] version = setup.version();
        return ByteBuffer.allocate(9 + Codes.ALGORITHMS.length)
                .put((byte) version[0])
                .put((byte) version[1])
                .put((byte) version[2])
                .putInt((int) setup.serial())
                .put((byte) HsmAudit.ENTRIES_MAX)
                .put((byte) audit.used())
                .put(Codes.ALGORITHMS)
                .array();
    }

    private byte[] created(Input in) throws HsmError {
        int id = in.u16();
        byte[] hostChallenge = in.bytes(CHALLENGE_BYTES);
        in.end();
        StoredObject key =
                objects.find(Codes.AUTH_KEY, id)
                        .orElseThrow(() -> new HsmError(HsmError.OBJECT_NOT_FOUND));
        int free = 0;
        while (sessions.containsKey(free)) {
            free++;
        }
        if (free >= SESSIONS_MAX) {
            throw new HsmError(HsmError.SESSIONS_FULL);
        }
        byte[] cardChallenge = new byte[CHALLENGE_BYTES];
        setup.random().nextBytes(cardChallenge);
        Scp03 channel = new Scp03(key.secret(), hostChallenge, cardChallenge);
        sessions.put(free, new Session(key, channel, setup.nanos().getAsLong()));
        return ByteBuffer.allocate(1 + 2 * CHALLENGE_BYTES)
                .put((byte) free)
                .put(cardChallenge)
                .put(channel.cardCryptogram())
                .array();
    }

    private byte[] authenticated(byte[] message) throws HsmError {
        if (message.length != HEADER_BYTES + 1 + 2 * CHALLENGE_BYTES) {
            throw new HsmError(HsmError.WRONG_LENGTH);
        }
        Session session = session(message[HEADER_BYTES]);
        if (session.authenticated || !session.channel.authenticates(message)) {
            throw new HsmError(HsmError.AUTHENTICATION_FAILED);
        }
        session.authenticated = true;
        session.lastNanos = setup.nanos().getAsLong();
        return new byte[0];
    }

    private Session session(byte id) throws HsmError {
        return Optional.ofNullable(sessions.get(Byte.toUnsignedInt(id)))
                .orElseThrow(() -> new HsmError(HsmError.INVALID_SESSION));
    }

    private byte[] inSession(byte[] message, boolean lying) throws HsmError {
        if (message.length < HEADER_BYTES + 1) {
            throw new HsmError(HsmError.WRONG_LENGTH);
        }
        int id = Byte.toUnsignedInt(message[HEADER_BYTES]);
        Session session = session(message[HEADER_BYTES]);
        if (!session.authenticated) {
            throw new HsmError(HsmError.INVALID_SESSION);
        }
        byte[] command = session.channel.command(message);
        session.lastNanos = setup.nanos().getAsLong();
        byte[] answer = inner(command, session, lying);
        byte[] sealed = session.channel.answer(id, answer);
        if (command.length > 0 && command[0] == Codes.CLOSE_SESSION) {
            sessions.remove(id);
        } else if (answer[0] == (byte) (Codes.RESET_DEVICE | 0x80)) {
            sessions.clear();
        }
        return sealed;
    }

    private byte[] inner(byte[] message, Session session, boolean lying) {
        try {
            Input in = new Input(message);
            int command = in.u8();
            byte[] data = in.bytes(in.u16());
            in.end();
            return audited(command, data, session.key, lying);
        } catch (HsmError e) {
            return e.message();
        }
    }

    private byte[] audited(int command, byte[] data, StoredObject key, boolean lying)
            throws HsmError {
        boolean drains = command == Codes.GET_LOG || command == Codes.SET_LOG_INDEX;
        boolean free = drains || command == Codes.CLOSE_SESSION || command == Codes.SET_OPTION;
        if (audit.blocks() && !free) {
            throw new HsmError(HsmError.LOG_FULL);
        }
        int target = data.length >= 2 ? ByteBuffer.wrap(data).getShort() & 0xffff : NO_KEY;
        try {
            byte[] answer = run(command, data, key);
            if (lying && (command == Codes.SIGN_EDDSA || command == Codes.SIGN_ECDSA)) {
                answer[answer.length - 1] ^= 1;
            }
            if (!drains) {
                audit.note(command, data.length, key.id(), target, command | 0x80);
            }
            return framed(command, answer);
        } catch (HsmError e) {
            audit.note(command, data.length, key.id(), target, e.code());
            throw e;
        }
    }

    private byte[] run(int command, byte[] data, StoredObject key) throws HsmError {
        return switch (command) {
            case Codes.DEVICE_INFO -> info();
            case Codes.CLOSE_SESSION -> new byte[0];
            case Codes.RESET_DEVICE -> reset(key);
            default -> new HsmCommands(objects, audit, setup.random()).run(command, data, key);
        };
    }

    private byte[] reset(StoredObject key) throws HsmError {
        if (!key.may(Codes.CAP_RESET)) {
            throw new HsmError(HsmError.INSUFFICIENT_PERMISSIONS);
        }
        objects = new ObjectStore();
        audit = newAudit();
        return new byte[0];
    }

    private static byte[] framed(int command, byte[] data) {
        return ByteBuffer.allocate(HEADER_BYTES + data.length)
                .put((byte) (command | 0x80))
                .putShort((short) data.length)
                .put(data)
                .array();
    }
}
