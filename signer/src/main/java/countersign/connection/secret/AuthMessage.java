package countersign.connection.secret;

import countersign.bytes.Bytes;
import countersign.connection.PeerException;

/// The second message of either end: CometBFT's length-delimited `AuthSigMessage` with an Ed25519
/// key, exactly `66 0a 22 0a 20 <32 bytes of key> 12 40 <64 bytes of signature>`.
record AuthMessage(Bytes publicKey, Bytes signature) {
    static final int BYTES = 103;

    private static final Bytes KEY_PREFIX = Bytes.ofHex("660a220a20");
    private static final Bytes SIGNATURE_PREFIX = Bytes.ofHex("1240");
    private static final int KEY_TYPE_AT = 3;
    private static final int KEY_END = KEY_PREFIX.length() + 32;
    private static final int SIGNATURE_AT = KEY_END + SIGNATURE_PREFIX.length();

    Bytes encode() {
        return KEY_PREFIX.concat(publicKey).concat(SIGNATURE_PREFIX).concat(signature);
    }

    static AuthMessage decode(Bytes message) throws PeerException {
        if (message.length() > KEY_TYPE_AT
                && message.at(KEY_TYPE_AT) != KEY_PREFIX.at(KEY_TYPE_AT)) {
            throw Breach.of("its identity is no Ed25519 key");
        }
        if (message.length() != BYTES
                || !message.first(KEY_PREFIX.length()).equals(KEY_PREFIX)
                || !message.slice(KEY_END, SIGNATURE_AT).equals(SIGNATURE_PREFIX)) {
            throw Breach.of("its proof of identity is not the message it should be");
        }
        return new AuthMessage(
                message.slice(KEY_PREFIX.length(), KEY_END), message.slice(SIGNATURE_AT, BYTES));
    }
}
