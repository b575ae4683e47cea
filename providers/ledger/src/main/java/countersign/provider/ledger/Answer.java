package countersign.provider.ledger;

import countersign.bytes.Bytes;
import countersign.keyring.spi.ProviderException;
import countersign.keyring.spi.ProviderException.Outcome;

import java.util.List;

/// What the device answered: data, and in the last two bytes its status.
record Answer(Bytes data, int status) {
    private static final int OK = 0x9000;
    private static final int STATUS_BYTES = 2;

    /// By the number that the app gives, from 1.
    private static final List<String> PARSE_ERRORS =
            List.of(
                    "it ends early",
                    "it has a field 0",
                    "a field is of the wrong wire type",
                    "it is no vote and no proposal",
                    "its height is negative, or its round is above 127",
                    "its round is above 127",
                    "it is longer than 128 bytes",
                    "it has a number that is too long");

    static Answer of(String device, Bytes raw) throws ProviderException {
        int end = raw.length() - STATUS_BYTES;
        if (end < 0) {
            throw new ProviderException(
                    Outcome.BROKEN,
                    device + " answered without a status",
                    "make sure that no other program uses it");
        }
        int status = (raw.at(end) & 0xff) << 8 | (raw.at(end + 1) & 0xff);
        return new Answer(raw.first(end), status);
    }

    /// The data of a good answer. `asked` is what the device was asked for, as in `for its
    /// version`.
    Bytes orThrow(String device, String asked) throws ProviderException {
        return switch (status) {
            case OK -> data;
            case 0x6984 ->
                    throw new ProviderException(
                            device + " cannot read what it was asked " + asked + ": " + flaw(),
                            "the app's limits are told at start and listed in"
                                    + " docs/providers/ledger.md");
            case 0x6985 ->
                    throw new ProviderException(
                            device
                                    + " has signed at this height, round and step or above since"
                                    + " its app was opened; it was asked "
                                    + asked,
                            "if this lasts, a height that the chain has not reached was confirmed:"
                                    + " close the app, open it and confirm the next request");
            case 0x6986 ->
                    throw new ProviderException(
                            "the person at " + device + " rejected what it was asked " + asked,
                            "press the right button to accept the height; if nobody pressed one,"
                                    + " open the app anew");
            // The device lives, but the app does not: the next session may find it.
            case 0x6d00, 0x6e00, 0x6e01, 0x6511 ->
                    throw new ProviderException(
                            Outcome.UNREACHED,
                            device + " has another app open, or none",
                            "open the Tendermint validator app on it");
            case 0x5515, 0x6804 ->
                    throw new ProviderException(
                            Outcome.UNREACHED,
                            device + " is locked",
                            "enter its PIN and open the Tendermint validator app");
            default ->
                    throw new ProviderException(
                            Outcome.BROKEN,
                            "%s answered with status %04x when it was asked %s"
                                    .formatted(device, status, asked),
                            "open its app anew; if this lasts, plug it in anew");
        };
    }

    private String flaw() {
        int code = data.length() == 1 ? data.at(0) : 0;
        return code > 0 && code <= PARSE_ERRORS.size()
                ? PARSE_ERRORS.get(code - 1)
                : "code " + data.hex();
    }
}
