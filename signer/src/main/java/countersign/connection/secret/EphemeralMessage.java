package countersign.connection.secret;

import countersign.bytes.Bytes;
import countersign.connection.PeerException;
import countersign.connection.PeerFault;

import java.nio.charset.StandardCharsets;

/// The first message of either end, in the clear: its ephemeral X25519 key as a length-delimited
/// `google.protobuf.BytesValue`, exactly `22 0a 20 <32 bytes>`.
final class EphemeralMessage {
    static final int BYTES = 35;

    private static final Bytes PREFIX = Bytes.of((byte) 0x22, (byte) 0x0A, (byte) 0x20);
    private static final Bytes AMINO_PREFIX = Bytes.of((byte) 0x21, (byte) 0x20);
    private static final Bytes HTTP_PREFIX = Bytes.of("HTTP/".getBytes(StandardCharsets.US_ASCII));
    private static final Bytes TLS_PREFIX = Bytes.of((byte) 0x15, (byte) 0x03);

    private EphemeralMessage() {}

    static Bytes encode(Bytes key) {
        return PREFIX.concat(key);
    }

    static Bytes decode(Bytes message) throws PeerException {
        requireBegin(message);
        if (message.length() != BYTES) {
            throw Breach.of(
                    "its first message has " + message.length() + " bytes instead of " + BYTES);
        }
        return message.slice(PREFIX.length(), BYTES);
    }

    /// Throws with `NOT_A_PRIVVAL_PEER` as soon as what has come is no begin of this message, and
    /// says what it looks like.
    static void requireBegin(Bytes begun) throws PeerException {
        if (PREFIX.first(begun.length()).equals(begun.first(PREFIX.length()))) {
            return;
        }
        throw new PeerException(
                PeerFault.NOT_A_PRIVVAL_PEER,
                "no secret connection is spoken there: " + lookOf(begun),
                "addr must name the node's priv_validator_laddr with a tcp:// address, not its RPC,"
                        + " p2p, gRPC or metrics port");
    }

    private static String lookOf(Bytes begun) {
        if (beginsWith(begun, HTTP_PREFIX)) {
            return "an HTTP server answered";
        }
        if (beginsWith(begun, TLS_PREFIX)) {
            return "a TLS server answered";
        }
        if (beginsWith(begun, AMINO_PREFIX)) {
            return "the answer is that of Tendermint v0.33 or older, which is not supported";
        }
        return "the answer begins with the bytes " + begun.first(HTTP_PREFIX.length()).hex();
    }

    private static boolean beginsWith(Bytes begun, Bytes prefix) {
        return begun.first(prefix.length()).equals(prefix);
    }
}
