package countersign.provider.yubihsm.session;

import countersign.bytes.Bytes;
import countersign.bytes.Check;
import countersign.bytes.SecretBytes;
import countersign.connection.Deadline;
import countersign.keyring.spi.DeviceSession;
import countersign.keyring.spi.ProviderException;
import countersign.provider.yubihsm.transport.Transport;
import countersign.provider.yubihsm.wire.Algorithm;
import countersign.provider.yubihsm.wire.Command;
import countersign.provider.yubihsm.wire.DeviceInfo;
import countersign.provider.yubihsm.wire.DeviceOption;
import countersign.provider.yubihsm.wire.DevicePublicKey;
import countersign.provider.yubihsm.wire.Fields;
import countersign.provider.yubihsm.wire.LogPage;
import countersign.provider.yubihsm.wire.NewObject;
import countersign.provider.yubihsm.wire.ObjectFilter;
import countersign.provider.yubihsm.wire.ObjectInfo;
import countersign.provider.yubihsm.wire.ObjectRef;
import countersign.provider.yubihsm.wire.ObjectType;
import countersign.provider.yubihsm.wire.Writer;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.random.RandomGenerator;

/// An open session and what can be asked in it. Used by one thread at a time.
///
/// What the device refuses is an exception of outcome `REFUSED`, and `DeviceError.in` says why; the
/// session goes on. After any other outcome it is of no use. Ids are object ids, two bytes.
public final class HsmSession implements DeviceSession.Open {
    private final Exchange exchange;
    private final DeviceInfo device;

    private HsmSession(Exchange exchange, DeviceInfo device) {
        this.exchange = exchange;
        this.device = device;
    }

    /// Opens a session and asks the device who it is. `name` is what an operator calls the device.
    /// The session closes the transport; on an exception the caller does.
    public static HsmSession open(
            String name,
            Transport transport,
            Credentials credentials,
            RandomGenerator random,
            Deadline deadline)
            throws ProviderException {
        SecureChannel channel = new Handshake(name, transport, credentials).open(random, deadline);
        Exchange exchange = new Exchange(name, transport, channel);
        try {
            DeviceInfo device =
                    exchange.read(Command.DEVICE_INFO, new byte[0], DeviceInfo::read, deadline);
            return new HsmSession(exchange, device);
        } catch (ProviderException e) {
            exchange.close();
            throw e;
        }
    }

    /// What the device said of itself when the session was opened.
    public DeviceInfo device() {
        return device;
    }

    /// What the device says of itself now.
    public DeviceInfo deviceInfo(Deadline deadline) throws ProviderException {
        return exchange.read(Command.DEVICE_INFO, new byte[0], DeviceInfo::read, deadline);
    }

    /// The device sends back what it gets.
    public Bytes echo(Bytes text, Deadline deadline) throws ProviderException {
        return Bytes.of(exchange.call(Command.ECHO, text.toArray(), deadline));
    }

    /// Which objects there are, of those that this session may see.
    public List<ObjectRef> list(ObjectFilter filter, Deadline deadline) throws ProviderException {
        return exchange.read(
                Command.LIST_OBJECTS,
                filter.toArray(),
                data -> {
                    Fields fields = new Fields(data);
                    List<ObjectRef> objects = new ArrayList<>();
                    while (fields.more()) {
                        objects.add(ObjectRef.read(fields));
                    }
                    return objects;
                },
                deadline);
    }

    /// What the device says of one object.
    public ObjectInfo objectInfo(int id, ObjectType type, Deadline deadline)
            throws ProviderException {
        byte[] data = new Writer().u16(id).u8(type.code()).toArray();
        return exchange.read(Command.GET_OBJECT_INFO, data, ObjectInfo::read, deadline);
    }

    /// Deletes one object.
    public void delete(int id, ObjectType type, Deadline deadline) throws ProviderException {
        byte[] data = new Writer().u16(id).u8(type.code()).toArray();
        exchange.done(Command.DELETE_OBJECT, data, deadline);
    }

    /// Has the device make a key, and gives its id.
    public int generateAsymmetric(NewObject key, Algorithm algorithm, Deadline deadline)
            throws ProviderException {
        byte[] data = key.writer().u8(algorithm.code()).toArray();
        return exchange.id(Command.GENERATE_ASYMMETRIC_KEY, data, deadline);
    }

    /// Puts a private key in, which stays the caller's: a seed for Ed25519, a scalar for a curve.
    public int putAsymmetric(
            NewObject key, Algorithm algorithm, SecretBytes secret, Deadline deadline)
            throws ProviderException {
        try (Writer writer = key.writer()) {
            writer.u8(algorithm.code());
            return put(Command.PUT_ASYMMETRIC_KEY, writer, algorithm, secret, deadline);
        }
    }

    /// The public half of an asymmetric key.
    public DevicePublicKey publicKey(int id, Deadline deadline) throws ProviderException {
        byte[] data = new Writer().u16(id).toArray();
        return exchange.read(Command.GET_PUBLIC_KEY, data, DevicePublicKey::read, deadline);
    }

    /// `R || S` over the message, which has at most [DeviceInfo#eddsaBytesMax] bytes.
    public Bytes signEddsa(int id, Bytes message, Deadline deadline) throws ProviderException {
        if (message.length() > device.eddsaBytesMax()) {
            throw new ProviderException(
                    "%s with firmware %s signs %d bytes at most, and this message has %d"
                            .formatted(
                                    exchange.device(),
                                    device.firmware(),
                                    device.eddsaBytesMax(),
                                    message.length()),
                    "shorten the vote extensions, or keep this chain's key elsewhere");
        }
        byte[] data = new Writer().u16(id).bytes(message).toArray();
        return Bytes.of(exchange.call(Command.SIGN_EDDSA, data, deadline));
    }

    /// A signature in DER over a digest. Its `s` may be in either half of the group.
    public Bytes signEcdsa(int id, Bytes digest, Deadline deadline) throws ProviderException {
        byte[] data = new Writer().u16(id).bytes(digest).toArray();
        return Bytes.of(exchange.call(Command.SIGN_ECDSA, data, deadline));
    }

    /// An object, encrypted by a wrap key: nonce, ciphertext and tag.
    public Bytes exportWrapped(int wrapKey, ObjectType type, int id, Deadline deadline)
            throws ProviderException {
        byte[] data = new Writer().u16(wrapKey).u8(type.code()).u16(id).toArray();
        return Bytes.of(exchange.call(Command.EXPORT_WRAPPED, data, deadline));
    }

    /// Brings an exported object back, and says which it is; its sequence is not said and is 0.
    public ObjectRef importWrapped(int wrapKey, Bytes wrapped, Deadline deadline)
            throws ProviderException {
        Check.that(wrapped.length() <= device.commandBytesMax() - Short.BYTES, "it fits");
        byte[] data = new Writer().u16(wrapKey).bytes(wrapped).toArray();
        return exchange.read(
                Command.IMPORT_WRAPPED,
                data,
                answer -> {
                    Fields fields = new Fields(answer);
                    int type = fields.u8();
                    ObjectRef object = new ObjectRef(fields.u16(), type, 0);
                    fields.end();
                    return object;
                },
                deadline);
    }

    /// Puts an authentication key in, which stays the caller's. `delegated` is what its sessions
    /// may give to objects that they make.
    public int putAuthKey(NewObject key, long delegated, AuthKey secret, Deadline deadline)
            throws ProviderException {
        byte[] both = secret.unsafeExport();
        try (Writer writer = key.writer();
                SecretBytes value = SecretBytes.take(both)) {
            Algorithm algorithm = Algorithm.AES128_YUBICO_AUTHENTICATION;
            writer.u8(algorithm.code()).mask(delegated);
            return put(Command.PUT_AUTHENTICATION_KEY, writer, algorithm, value, deadline);
        }
    }

    /// Puts a wrap key in, which stays the caller's. `delegated` is what objects may be able to do
    /// that are exported and imported with it.
    public int putWrapKey(NewObject key, Wrapping wrapping, Deadline deadline)
            throws ProviderException {
        try (Writer writer = key.writer()) {
            writer.u8(wrapping.algorithm.code()).mask(wrapping.delegated);
            return put(Command.PUT_WRAP_KEY, writer, wrapping.algorithm, wrapping.secret, deadline);
        }
    }

    /// Of a wrap key: which of the `…_CCM_WRAP`, what may be wrapped with it, its value.
    public static final class Wrapping {
        private final Algorithm algorithm;
        private final long delegated;
        private final SecretBytes secret;

        public Wrapping(Algorithm algorithm, long delegated, SecretBytes secret) {
            this.algorithm = algorithm;
            this.delegated = delegated;
            this.secret = secret;
        }
    }

    /// Puts bytes in, of which the device knows nothing.
    public int putOpaque(NewObject object, Bytes value, Deadline deadline)
            throws ProviderException {
        byte[] data = object.writer().u8(Algorithm.OPAQUE_DATA.code()).bytes(value).toArray();
        return exchange.id(Command.PUT_OPAQUE, data, deadline);
    }

    /// Such bytes.
    public Bytes opaque(int id, Deadline deadline) throws ProviderException {
        return Bytes.of(
                exchange.call(Command.GET_OPAQUE, new Writer().u16(id).toArray(), deadline));
    }

    /// The audit log since it was last drained.
    public LogPage logEntries(Deadline deadline) throws ProviderException {
        return exchange.read(Command.GET_LOG_ENTRIES, new byte[0], LogPage::read, deadline);
    }

    /// Drains the audit log up to the entry of this number.
    public void setLogIndex(int item, Deadline deadline) throws ProviderException {
        exchange.done(Command.SET_LOG_INDEX, new Writer().u16(item).toArray(), deadline);
    }

    /// Sets a switch of the device.
    public void setOption(DeviceOption option, Bytes value, Deadline deadline)
            throws ProviderException {
        Writer writer = new Writer().u8(option.code()).u16(value.length()).bytes(value);
        exchange.done(Command.SET_OPTION, writer.toArray(), deadline);
    }

    /// A switch of the device.
    public Bytes option(DeviceOption option, Deadline deadline) throws ProviderException {
        byte[] data = new Writer().u8(option.code()).toArray();
        return Bytes.of(exchange.call(Command.GET_OPTION, data, deadline));
    }

    /// Bytes from the device's random number generator.
    public SecretBytes random(int length, Deadline deadline) throws ProviderException {
        byte[] data = new Writer().u16(length).toArray();
        byte[] random = exchange.call(Command.GET_PSEUDO_RANDOM, data, deadline);
        if (random.length != length) {
            throw exchange.malformed("it has a wrong length");
        }
        return SecretBytes.take(random);
    }

    /// Erases the device, which then restarts: this session is over, and the next one is opened
    /// with the key that every device is delivered with. Some devices restart before they answer;
    /// that counts as done, and whoever asked finds out when the old credentials fail.
    public void reset(Deadline deadline) throws ProviderException {
        exchange.last(Command.RESET_DEVICE, deadline);
    }

    /// Brings a message of somebody else's session to the device, and its answer back. Neither is
    /// looked at, and this session goes on as before.
    public byte[] relay(byte[] message, Deadline deadline) throws ProviderException {
        return exchange.relay(message, deadline);
    }

    /// Says goodbye to the device, where that makes sense, and closes the transport.
    @Override
    public void close() {
        exchange.close();
    }

    private int put(
            Command command,
            Writer writer,
            Algorithm algorithm,
            SecretBytes secret,
            Deadline deadline)
            throws ProviderException {
        Check.that(secret.length() == algorithm.keyBytes(), "a key as long as its algorithm's");
        byte[] value = secret.unsafeExport();
        byte[] data = writer.secret(value).toArray();
        try {
            return exchange.id(command, data, deadline);
        } finally {
            Arrays.fill(value, (byte) 0);
            Arrays.fill(data, (byte) 0);
        }
    }
}
