package countersign.provider.ledger;

import countersign.bytes.Bytes;
import countersign.connection.Deadline;
import countersign.consensus.KeyType;
import countersign.consensus.PublicKey;
import countersign.keyring.spi.DeviceSession;
import countersign.keyring.spi.ProviderException;
import countersign.keyring.spi.ProviderException.Outcome;

/// The validator app while a device is open. A command is `56 INS P1 P2 length data`:
///
/// | INS | command | answer |
/// | --- | --- | --- |
/// | 00 | version | build (0, or ff for one that is for tests), major, minor, patch |
/// | 01 | public key, of the path 44'/118'/0'/0/0 | 32 bytes |
/// | 02 | sign; P1 the number of the chunk, P2 of how many | 64 bytes |
///
/// What the app signs fits into one chunk.
final class ValidatorApp implements DeviceSession.Open {
    private static final int CLASS = 0x56;
    private static final int VERSION = 0;
    private static final int PUBLIC_KEY = 1;
    private static final int SIGN = 2;

    private static final int VERSION_BYTES = 4;
    private static final int SIGNATURE_BYTES = 64;

    private final String device;
    private final Transport transport;
    private final PublicKey key;

    private ValidatorApp(String device, Transport transport, PublicKey key) {
        this.device = device;
        this.transport = transport;
        this.key = key;
    }

    /// Makes sure that the app is open on the device, and asks it for its key. Closes `transport`
    /// where it is not.
    static ValidatorApp greet(String device, Transport transport, Deadline deadline)
            throws ProviderException {
        boolean greeted = false;
        try {
            Bytes version = ask(device, transport, VERSION, "for its version", deadline);
            require(version.length() == VERSION_BYTES, device, "version", version);
            Bytes key = ask(device, transport, PUBLIC_KEY, "for its key", deadline);
            require(key.length() == KeyType.ED25519.publicKeyBytes(), device, "key", key);
            ValidatorApp app =
                    new ValidatorApp(device, transport, new PublicKey(KeyType.ED25519, key));
            greeted = true;
            return app;
        } catch (IllegalArgumentException noPoint) {
            throw new ProviderException(
                    Outcome.BROKEN,
                    device + " showed a public key that is none",
                    "open the Tendermint validator app anew",
                    noPoint);
        } finally {
            if (!greeted) {
                transport.close();
            }
        }
    }

    PublicKey key() {
        return key;
    }

    /// The signature of a vote or proposal, when the app allows it. Where nothing was signed since
    /// the app was opened, it asks a person first, and this waits.
    Bytes sign(Bytes message, SignedPlace place, Deadline deadline) throws ProviderException {
        String asked = "to sign " + place;
        Bytes command = command(SIGN, 1, 1, message);
        Bytes signature =
                Answer.of(device, transport.exchange(command, deadline)).orThrow(device, asked);
        require(signature.length() == SIGNATURE_BYTES, device, "signature", signature);
        return signature;
    }

    @Override
    public void close() {
        transport.close();
    }

    private static Bytes ask(
            String device, Transport transport, int command, String asked, Deadline deadline)
            throws ProviderException {
        Bytes raw = transport.exchange(command(command, 0, 0, Bytes.EMPTY), deadline);
        return Answer.of(device, raw).orThrow(device, asked);
    }

    private static Bytes command(int instruction, int p1, int p2, Bytes data) {
        byte length = (byte) data.length();
        return Bytes.of((byte) CLASS, (byte) instruction, (byte) p1, (byte) p2, length)
                .concat(data);
    }

    private static void require(boolean right, String device, String what, Bytes got)
            throws ProviderException {
        if (!right) {
            throw new ProviderException(
                    Outcome.BROKEN,
                    device + " gave a " + what + " of " + got.length() + " bytes",
                    "make sure that no other program uses it; if this lasts, open its app anew");
        }
    }
}
