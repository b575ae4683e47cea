package countersign.provider.yubihsm.session;

import countersign.bytes.Check;
import countersign.connection.Deadline;
import countersign.keyring.spi.ProviderException;
import countersign.keyring.spi.ProviderException.Outcome;
import countersign.provider.yubihsm.transport.Transport;
import countersign.provider.yubihsm.wire.Command;
import countersign.provider.yubihsm.wire.DeviceError;
import countersign.provider.yubihsm.wire.DeviceRefusal;
import countersign.provider.yubihsm.wire.Frame;
import countersign.provider.yubihsm.wire.MalformedException;
import countersign.provider.yubihsm.wire.Writer;

import java.security.MessageDigest;
import java.util.Arrays;
import java.util.random.RandomGenerator;

/// Opens a session: both sides show each other that they know the authentication key.
final class Handshake {
    // Session id, challenge, cryptogram.
    private static final int CREATED_BYTES = 17;

    private static final int KEY_BYTES = 16;

    private final String device;
    private final Transport transport;
    private final Credentials credentials;

    Handshake(String device, Transport transport, Credentials credentials) {
        this.device = device;
        this.transport = transport;
        this.credentials = credentials;
    }

    /// `random` gives this side's challenge.
    SecureChannel open(RandomGenerator random, Deadline deadline) throws ProviderException {
        byte[] challenge = new byte[Derivation.CHALLENGE_BYTES];
        random.nextBytes(challenge);
        byte[] created = created(challenge, deadline);
        Derivation derivation =
                new Derivation(challenge, Arrays.copyOfRange(created, 1, 1 + challenge.length));
        byte[] encryptionKey = credentials.key().encryptionKey();
        byte[] authenticationKey = credentials.key().authenticationKey();
        byte[] encryption = derivation.derive(encryptionKey, Derivation.ENCRYPTION, KEY_BYTES);
        byte[] mac = derivation.derive(authenticationKey, Derivation.MAC, KEY_BYTES);
        byte[] answerMac = derivation.derive(authenticationKey, Derivation.ANSWER_MAC, KEY_BYTES);
        Arrays.fill(encryptionKey, (byte) 0);
        Arrays.fill(authenticationKey, (byte) 0);
        byte[] expected = cryptogram(derivation, mac, Derivation.CARD_CRYPTOGRAM);
        byte[] received =
                Arrays.copyOfRange(created, 1 + Derivation.CHALLENGE_BYTES, CREATED_BYTES);
        byte[] ours = cryptogram(derivation, mac, Derivation.HOST_CRYPTOGRAM);
        SecureChannel channel = new SecureChannel(created[0], encryption, mac, answerMac);
        if (!MessageDigest.isEqual(expected, received)) {
            channel.close();
            throw denied("the password of authentication key 0x%04x is wrong");
        }
        try {
            authenticate(channel.authentication(ours), deadline);
            return channel;
        } catch (ProviderException e) {
            channel.close();
            throw e;
        }
    }

    private static byte[] cryptogram(Derivation derivation, byte[] mac, int which) {
        return derivation.derive(mac, which, Derivation.CRYPTOGRAM_BYTES);
    }

    private byte[] created(byte[] challenge, Deadline deadline) throws ProviderException {
        Writer data = new Writer().u16(credentials.id()).secret(challenge);
        byte[] command = Frame.of(Command.CREATE_SESSION, data.toArray());
        try {
            byte[] created =
                    Frame.answer(transport.exchange(command, deadline), Command.CREATE_SESSION);
            if (created.length != CREATED_BYTES) {
                throw new MalformedException("it has a wrong length");
            }
            return created;
        } catch (DeviceRefusal e) {
            throw refused(e);
        } catch (MalformedException e) {
            throw garbled(e);
        }
    }

    private void authenticate(byte[] command, Deadline deadline) throws ProviderException {
        try {
            byte[] rest =
                    Frame.answer(
                            transport.exchange(command, deadline), Command.AUTHENTICATE_SESSION);
            if (rest.length != 0) {
                throw new MalformedException("it is too long");
            }
        } catch (DeviceRefusal e) {
            throw refused(e);
        } catch (MalformedException e) {
            throw garbled(e);
        }
    }

    private ProviderException refused(DeviceRefusal refusal) {
        Check.that(refusal.code() >= 0, "an error is a byte");
        if (refusal.error().isEmpty()) {
            return unreached(refusal, "look the error up in Yubico's documentation");
        }
        return switch (refusal.error().get()) {
            case OBJECT_NOT_FOUND -> denied("it has no authentication key 0x%04x", refusal);
            case AUTHENTICATION_FAILED ->
                    denied("the password of authentication key 0x%04x is wrong", refusal);
            case SESSIONS_FULL ->
                    unreached(
                            refusal,
                            "sessions end after 30 s of silence; end other programs that use it");
            case INVALID_COMMAND,
                    INVALID_DATA,
                    INVALID_SESSION,
                    SESSION_FAILED,
                    STORAGE_FAILED,
                    WRONG_LENGTH,
                    INSUFFICIENT_PERMISSIONS,
                    LOG_FULL,
                    INVALID_ID,
                    SSH_CA_CONSTRAINT,
                    INVALID_OTP,
                    DEMO_MODE,
                    OBJECT_EXISTS,
                    ALGORITHM_DISABLED,
                    COMMAND_UNEXECUTED ->
                    unreached(refusal, "restart the device, then try again");
        };
    }

    private ProviderException unreached(DeviceRefusal refusal, String next) {
        return new ProviderException(
                Outcome.UNREACHED,
                device + " opens no session: " + refusal.getMessage(),
                next,
                refusal);
    }

    private ProviderException garbled(MalformedException e) {
        return new ProviderException(
                Outcome.BROKEN,
                "%s opens no session: its answer is none: %s".formatted(device, e.getMessage()),
                "see whether the address is that of a yubihsm-connector",
                e);
    }

    private ProviderException denied(String what) {
        return denied(what, new DeviceRefusal(DeviceError.AUTHENTICATION_FAILED.code()));
    }

    private ProviderException denied(String what, DeviceRefusal refusal) {
        return new ProviderException(
                Outcome.DENIED,
                device + " lets nobody in: " + what.formatted(credentials.id()),
                "correct `auth` in the configuration; it is not tried again",
                refusal);
    }
}
