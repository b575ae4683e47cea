package countersign.harness.provider;

import countersign.bytes.Bytes;
import countersign.connection.Deadline;
import countersign.connection.Ticker;
import countersign.consensus.PublicKey;
import countersign.harness.signer.TestKey;
import countersign.keyring.spi.DeviceSession;
import countersign.keyring.spi.KeyHandle;
import countersign.keyring.spi.KeyLimits;
import countersign.keyring.spi.Provider;
import countersign.keyring.spi.ProviderException;
import countersign.keyring.spi.ProviderException.Outcome;

import java.nio.charset.StandardCharsets;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/// A device in memory with a provider that is right but for one flaw.
final class TestDevice implements Subject {
    static final int MESSAGE_BYTES_MAX = 2000;

    private static final String PIN = "correct horse";

    private final Flaw flaw;
    private volatile TestKey key = TestKey.generate();
    private volatile Optional<Fault> fault = Optional.empty();

    /// What can be wrong with a provider.
    enum Flaw {
        NONE,
        NEW_KEY_AT_EVERY_OPEN,
        KEY_TWICE,
        OTHER_NAME,
        SHOWS_PIN,
        SHOWS_PIN_IN_CAUSES,
        FAILS_EMPTY_MESSAGES,
        SIGNS_THE_MESSAGE_BEFORE,
        SIGNS_WHAT_IS_TOO_LONG,
        MIXES_THREADS_UP,
        NOTHING_TO_DO_NEXT,
        OPENS_WITHOUT_DEVICE,
        WAITS_FOR_EVER,
        STAYS_AWAY
    }

    TestDevice(Flaw flaw) {
        this.flaw = flaw;
    }

    @Override
    public Provider provider() {
        if (flaw == Flaw.NEW_KEY_AT_EVERY_OPEN) {
            key = TestKey.generate();
        }
        return new InMemory();
    }

    @Override
    public Set<Fault> faults() {
        return EnumSet.allOf(Fault.class);
    }

    @Override
    public void cause(Fault next) {
        fault = Optional.of(next);
    }

    @Override
    public void mend() {
        fault = flaw == Flaw.STAYS_AWAY ? fault : Optional.empty();
    }

    @Override
    public List<byte[]> secrets() {
        return List.of(PIN.getBytes(StandardCharsets.US_ASCII));
    }

    private boolean is(Fault wanted) {
        return fault.equals(Optional.of(wanted));
    }

    private ProviderException away() {
        String next = flaw == Flaw.NOTHING_TO_DO_NEXT ? "" : "plug it in";
        String why = flaw == Flaw.SHOWS_PIN_IN_CAUSES ? PIN : "no such device";
        return new ProviderException(
                Outcome.UNREACHED, "the device is away", next, new IllegalStateException(why));
    }

    /// Nothing in memory has a session, so that this only counts as one.
    private record Plugged() implements DeviceSession.Open {
        @Override
        public void close() {}
    }

    private final class InMemory implements Provider {
        @Override
        public String name() {
            return "memory";
        }

        @Override
        public List<KeyHandle> open() throws ProviderException {
            if (is(Fault.AWAY) && flaw != Flaw.OPENS_WITHOUT_DEVICE) {
                throw away();
            }
            Handle handle = new Handle();
            return flaw == Flaw.KEY_TWICE ? List.of(handle, new Handle()) : List.of(handle);
        }
    }

    private final class Handle implements KeyHandle {
        private final DeviceSession<Plugged> session =
                new DeviceSession<>("the device", this::plug, Ticker.SYSTEM);
        private volatile Bytes before = Bytes.EMPTY;

        private Plugged plug(Deadline deadline) throws ProviderException {
            if (is(Fault.AWAY)) {
                throw away();
            }
            return new Plugged();
        }

        @Override
        public String provider() {
            return flaw == Flaw.OTHER_NAME ? "nobody" : "memory";
        }

        @Override
        public PublicKey publicKey() {
            return key.publicKey();
        }

        @Override
        public KeyLimits limits() {
            return KeyLimits.ofBytes(MESSAGE_BYTES_MAX);
        }

        @Override
        public Bytes sign(Bytes message, Deadline deadline) throws ProviderException {
            if (message.length() > MESSAGE_BYTES_MAX && flaw != Flaw.SIGNS_WHAT_IS_TOO_LONG) {
                throw new ProviderException("too long", "sign less");
            }
            if (flaw == Flaw.MIXES_THREADS_UP) {
                return mixedUp(message);
            }
            return session.useTwice(deadline, (_, left) -> answer(message, left));
        }

        /// Every answer goes to whoever asked last: wrong as soon as two ask at once.
        private Bytes mixedUp(Bytes message) {
            before = message;
            pause(TimeUnit.MILLISECONDS.toNanos(1));
            return key.sign(before);
        }

        private Bytes answer(Bytes message, Deadline deadline) throws ProviderException {
            if (is(Fault.AWAY)) {
                throw away();
            }
            if (is(Fault.SLOW)) {
                hang(deadline);
            }
            if (flaw == Flaw.FAILS_EMPTY_MESSAGES && message.isEmpty()) {
                throw new ProviderException("nothing to sign", "sign something");
            }
            Bytes last = before;
            before = message;
            boolean other = is(Fault.LYING) || flaw == Flaw.SIGNS_THE_MESSAGE_BEFORE;
            return key.sign(other ? last : message);
        }

        private void hang(Deadline deadline) throws ProviderException {
            boolean forEver = flaw == Flaw.WAITS_FOR_EVER;
            pause(forEver ? Long.MAX_VALUE : deadline.remaining().toNanos());
            throw new ProviderException(Outcome.BROKEN, "no answer", "restart the device");
        }

        private static void pause(long nanos) {
            try {
                new CountDownLatch(1).await(nanos, TimeUnit.NANOSECONDS);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }

        @Override
        public void close() {
            session.close();
        }

        @Override
        public String toString() {
            return flaw == Flaw.SHOWS_PIN ? "memory, " + PIN : "memory";
        }
    }
}
