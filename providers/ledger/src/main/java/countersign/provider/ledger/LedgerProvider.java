package countersign.provider.ledger;

import countersign.bytes.Bytes;
import countersign.connection.Deadline;
import countersign.connection.Ticker;
import countersign.consensus.PublicKey;
import countersign.keyring.spi.DeviceSession;
import countersign.keyring.spi.KeyHandle;
import countersign.keyring.spi.KeyLimits;
import countersign.keyring.spi.Provider;
import countersign.keyring.spi.ProviderException;
import countersign.keyring.spi.ProviderException.Outcome;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/// The one key of a Ledger with the Tendermint validator app.
///
/// The app has a memory of its own and signs nothing twice, so that a signature whose answer was
/// lost is lost. It is empty whenever the app was opened: then the device shows height and round of
/// the first message, and a person agrees to them.
public final class LedgerProvider implements Provider {
    private static final String NAME = "ledgertm";

    /// The app reads the length of a message from one byte.
    private static final int MESSAGE_BYTES_MAX = 128;

    private static final int ROUND_MAX = 127;

    /// For a person to come to the device. Meanwhile nothing else is signed with its key.
    private static final Duration CONFIRMATION_MAX = Duration.ofMinutes(5);

    private static final Duration OPEN_MAX = Duration.ofSeconds(5);

    static final KeyLimits LIMITS =
            new KeyLimits(MESSAGE_BYTES_MAX, ROUND_MAX, true, true, CONFIRMATION_MAX);

    private final LedgerDevice device;
    private final Optional<PublicKey> expected;
    private final Ticker ticker;

    /// `expected` is the public key that the device must have, where that is configured.
    public LedgerProvider(LedgerDevice device, Optional<PublicKey> expected, Ticker ticker) {
        this.device = device;
        this.expected = expected;
        this.ticker = ticker;
    }

    @Override
    public String name() {
        return NAME;
    }

    /// One handle. It keeps the device, if it can be kept: closing the handle lets go of it.
    @Override
    public List<KeyHandle> open() throws ProviderException {
        LedgerKey key = new LedgerKey(device, expected, ticker);
        try {
            key.meet(Deadline.after(OPEN_MAX, ticker));
            return List.of(key);
        } catch (ProviderException e) {
            key.close();
            throw e;
        }
    }

    private static final class LedgerKey implements KeyHandle {
        private final LedgerDevice device;
        private final DeviceSession<ValidatorApp> session;
        // Set for the last time before anybody else knows this handle.
        private Optional<PublicKey> key;

        LedgerKey(LedgerDevice device, Optional<PublicKey> expected, Ticker ticker) {
            this.device = device;
            this.key = expected;
            this.session = new DeviceSession<>("the Ledger", this::greet, ticker);
        }

        void meet(Deadline deadline) throws ProviderException {
            key = Optional.of(session.use(deadline, (app, _) -> app.key()));
        }

        @Override
        public String provider() {
            return NAME;
        }

        @Override
        public PublicKey publicKey() {
            return key.orElseThrow();
        }

        @Override
        public KeyLimits limits() {
            return LIMITS;
        }

        @Override
        public Bytes sign(Bytes message, Deadline deadline) throws ProviderException {
            Optional<SignedPlace> place = SignedPlace.of(message);
            if (place.isEmpty()) {
                throw new ProviderException(
                        "a Ledger signs votes and proposals of at most 128 bytes and nothing else",
                        "keep the key of a chain that needs more in another device");
            }
            if (place.get().round() > ROUND_MAX) {
                throw new ProviderException(
                        "a Ledger signs up to round " + ROUND_MAX + ", and this is " + place.get(),
                        "nothing but the next height helps; find out why the chain stands still");
            }
            return session.use(deadline, (app, end) -> app.sign(message, place.get(), end));
        }

        @Override
        public void close() {
            session.close();
        }

        @Override
        public String toString() {
            return NAME + ":" + key.map(PublicKey::value);
        }

        /// Another device in the place of the first is not asked for anything.
        private ValidatorApp greet(Deadline deadline) throws ProviderException {
            ValidatorApp app = dial(deadline);
            if (key.isPresent() && !app.key().equals(key.get())) {
                app.close();
                throw new ProviderException(
                        Outcome.UNREACHED,
                        "the Ledger holds the key %s instead of %s"
                                .formatted(app.key().value(), key.get().value()),
                        "plug in the right device; or correct `public_key`, where the configuration"
                                + " has it, or restart the signer");
            }
            return app;
        }

        private ValidatorApp dial(Deadline deadline) throws ProviderException {
            return switch (device) {
                case LedgerDevice.Only() -> open(HidrawFolder.SYSTEM.only(), deadline);
                case LedgerDevice.File(Path path) -> open(path, deadline);
                case LedgerDevice.Speculos(var address) -> {
                    String name =
                            "Speculos at " + address.getHostString() + ":" + address.getPort();
                    Transport dialled = SpeculosTransport.dial(name, address, deadline);
                    yield ValidatorApp.greet(name, dialled, deadline);
                }
            };
        }

        private static ValidatorApp open(Path path, Deadline deadline) throws ProviderException {
            String name = "the Ledger at " + path;
            try {
                Transport hid = HidTransport.over(name, HidrawFile.open(path));
                return ValidatorApp.greet(name, hid, deadline);
            } catch (IOException e) {
                throw new ProviderException(
                        Outcome.UNREACHED,
                        name + " cannot be opened: " + e.getMessage(),
                        "plug it in and open its app; docs/providers/ledger.md has the udev rule"
                                + " that lets this user in",
                        e);
            }
        }
    }
}
