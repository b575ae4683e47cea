package countersign.provider.yubihsm.session;

import countersign.connection.Deadline;
import countersign.connection.Ticker;
import countersign.keyring.spi.ProviderException;
import countersign.keyring.spi.ProviderException.Outcome;
import countersign.provider.yubihsm.transport.Transport;
import countersign.provider.yubihsm.wire.Command;
import countersign.provider.yubihsm.wire.DeviceError;
import countersign.provider.yubihsm.wire.DeviceRefusal;
import countersign.provider.yubihsm.wire.Fields;
import countersign.provider.yubihsm.wire.Frame;
import countersign.provider.yubihsm.wire.MalformedException;

import java.time.Duration;
import java.util.Arrays;
import java.util.Optional;

/// Commands and answers within a session, and what became of each.
final class Exchange implements AutoCloseable {
    /// After these the keys of a session are not used any more, and the next one is opened.
    static final int COMMANDS_MAX = 1 << 20;

    private static final Duration GOODBYE_MAX = Duration.ofMillis(500);

    private final String device;
    private final Transport transport;
    private final SecureChannel channel;
    private final int commandsMax;
    private int commands;
    // Whether command and answer still alternate, so that another command makes sense.
    private boolean sound = true;

    Exchange(String device, Transport transport, SecureChannel channel) {
        this(device, transport, channel, COMMANDS_MAX);
    }

    Exchange(String device, Transport transport, SecureChannel channel, int commandsMax) {
        this.device = device;
        this.transport = transport;
        this.channel = channel;
        this.commandsMax = commandsMax;
    }

    /// What is made of the data of an answer.
    interface Reading<R> {
        R of(byte[] data) throws MalformedException;
    }

    String device() {
        return device;
    }

    /// What the answer's data say.
    <R> R read(Command command, byte[] data, Reading<R> reading, Deadline deadline)
            throws ProviderException {
        byte[] answer = call(command, data, deadline);
        try {
            return reading.of(answer);
        } catch (MalformedException e) {
            throw malformed(e.what());
        }
    }

    /// The id of the object that the command made.
    int id(Command command, byte[] data, Deadline deadline) throws ProviderException {
        return read(
                command,
                data,
                answer -> {
                    Fields fields = new Fields(answer);
                    int id = fields.u16();
                    fields.end();
                    return id;
                },
                deadline);
    }

    /// A command whose answer holds nothing.
    void done(Command command, byte[] data, Deadline deadline) throws ProviderException {
        read(
                command,
                data,
                answer -> {
                    new Fields(answer).end();
                    return Optional.empty();
                },
                deadline);
    }

    /// The data of the answer to a command.
    byte[] call(Command command, byte[] data, Deadline deadline) throws ProviderException {
        if (!sound || commands >= commandsMax - 1) {
            throw new ProviderException(
                    Outcome.UNREACHED, "a session with " + device + " is used up", "ask again");
        }
        commands++;
        sound = false;
        byte[] message = Frame.of(command, data);
        byte[] sealed = channel.seal(message);
        Arrays.fill(message, (byte) 0);
        byte[] inner = opened(command, transport.exchange(sealed, deadline));
        sound = true;
        try {
            return Frame.answer(inner, command);
        } catch (DeviceRefusal e) {
            throw refused(command, e);
        } catch (MalformedException e) {
            sound = false;
            throw malformed(e.what());
        }
    }

    /// The last command of a session, which may go without an answer.
    void last(Command command, Deadline deadline) throws ProviderException {
        try {
            call(command, new byte[0], deadline);
        } catch (ProviderException e) {
            if (e.outcome() != Outcome.BROKEN) {
                throw e;
            }
        } finally {
            sound = false;
        }
    }

    /// Somebody else's message, between two of ours.
    byte[] relay(byte[] message, Deadline deadline) throws ProviderException {
        return transport.exchange(message, deadline);
    }

    ProviderException malformed(String why) {
        sound = false;
        return new ProviderException(
                Outcome.BROKEN,
                "an answer of %s is none: %s".formatted(device, why),
                "whoever is between here and the device altered it, or the device is broken");
    }

    @Override
    public void close() {
        try {
            if (sound) {
                // The one command that was kept back.
                commands = 0;
                call(
                        Command.CLOSE_SESSION,
                        new byte[0],
                        Deadline.after(GOODBYE_MAX, Ticker.SYSTEM));
            }
        } catch (ProviderException gone) {
            // The device ends the session itself after 30 s.
            sound = false;
        } finally {
            sound = false;
            channel.close();
            transport.close();
        }
    }

    private byte[] opened(Command command, byte[] answer) throws ProviderException {
        try {
            return channel.open(answer);
        } catch (MalformedException e) {
            throw malformed(e.what());
        } catch (DeviceRefusal e) {
            // Not encrypted, because the device has no such session; it did nothing then.
            boolean unknown = e.error().equals(Optional.of(DeviceError.INVALID_SESSION));
            throw new ProviderException(
                    unknown ? Outcome.UNREACHED : Outcome.BROKEN,
                    "%s ended the session before `%s`: %s"
                            .formatted(device, command.title(), e.getMessage()),
                    "a new one is opened with the next request",
                    e);
        }
    }

    private ProviderException refused(Command command, DeviceRefusal refusal) {
        return new ProviderException(
                Outcome.REFUSED,
                "%s refused `%s`: %s".formatted(device, command.title(), refusal.getMessage()),
                Advice.on(refusal),
                refusal);
    }
}
