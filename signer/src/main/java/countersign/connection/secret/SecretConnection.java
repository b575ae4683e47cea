package countersign.connection.secret;

import countersign.bytes.Bytes;
import countersign.bytes.Check;
import countersign.connection.Connection;
import countersign.connection.Deadline;
import countersign.connection.PeerException;

import java.security.SecureRandom;

/// CometBFT's SecretConnection (`p2p/conn/secret_connection.go`, the same from v0.34 to v2) over
/// any other connection: encrypted, and the peer's identity proved.
///
/// Data travels in frames of up to 1024 bytes, 1044 on the wire. They carry no boundaries: a
/// message may span several.
public final class SecretConnection implements Connection {
    private final Connection raw;
    private final FrameSealer sealer;
    private final FrameOpener opener;
    private final String peerId;
    private final byte[] sealedOut = new byte[FrameCipher.SEALED_BYTES];
    private final byte[] sealedIn = new byte[FrameCipher.SEALED_BYTES];

    private SecretConnection(Connection raw, Established established) {
        this.raw = raw;
        this.sealer = established.sealer();
        this.opener = established.opener();
        this.peerId = established.peerId();
    }

    /// Shakes hands as the end with the identity `own`, all of it by `deadline`. Both ends do the
    /// same. Takes `raw` over: it is closed with this connection, and where the handshake fails.
    ///
    /// Throws with `CLOSED_IN_HANDSHAKE`, `HANDSHAKE_STALLED` (the deadline has passed),
    /// `NOT_A_PRIVVAL_PEER`, `MALFORMED` or `CLOSED_BY_US`.
    public static SecretConnection establish(Connection raw, ConnectionKey own, Deadline deadline)
            throws PeerException {
        return establish(raw, KeyExchange.begin(own, new SecureRandom()), deadline);
    }

    /// The same with an exchange that the caller has begun, which is used up.
    public static SecretConnection establish(Connection raw, KeyExchange begun, Deadline deadline)
            throws PeerException {
        try (KeyExchange exchange = begun) {
            Authentication authentication = exchangeKeys(raw, exchange, deadline);
            return new SecretConnection(raw, authenticate(raw, authentication, deadline));
        } catch (PeerException e) {
            raw.close();
            throw e;
        }
    }

    /// CometBFT's node id of the identity that the peer has proved: 40 digits of lower-case hex.
    public String peerId() {
        return peerId;
    }

    /// Also throws with `MALFORMED` for a frame that is not the peer's next; then all is closed.
    @Override
    public int read(byte[] target, int offset, int length, Deadline deadline) throws PeerException {
        Check.that(length > 0, "there is room for what is read");
        while (opener.available() == 0) {
            receiveFrame(deadline);
        }
        return opener.take(target, offset, length);
    }

    @Override
    public void write(byte[] source, int offset, int length, Deadline deadline)
            throws PeerException {
        int end = offset + length;
        for (int at = offset; at < end; at += FrameCipher.DATA_BYTES_MAX) {
            sealer.seal(source, at, Math.min(FrameCipher.DATA_BYTES_MAX, end - at), sealedOut);
            raw.write(sealedOut, 0, sealedOut.length, deadline);
        }
    }

    @Override
    public void close() {
        raw.close();
    }

    private void receiveFrame(Deadline deadline) throws PeerException {
        readFully(raw, sealedIn, deadline);
        try {
            opener.open(sealedIn);
        } catch (PeerException e) {
            raw.close();
            throw e;
        }
    }

    private static Authentication exchangeKeys(
            Connection raw, KeyExchange exchange, Deadline deadline) throws PeerException {
        byte[] message = new byte[KeyExchange.MESSAGE_BYTES];
        try {
            write(raw, exchange.outbound(), deadline);
            int have = 0;
            while (have < message.length) {
                have += raw.read(message, have, message.length - have, deadline);
                exchange.requireBegin(Bytes.of(message, 0, have));
            }
        } catch (PeerException e) {
            throw HandshakeFailure.beforeKeys(e);
        }
        return exchange.receive(Bytes.of(message));
    }

    private static Established authenticate(
            Connection raw, Authentication authentication, Deadline deadline) throws PeerException {
        byte[] frame = new byte[Authentication.FRAME_BYTES];
        try {
            write(raw, authentication.outbound(), deadline);
            readFully(raw, frame, deadline);
        } catch (PeerException e) {
            throw HandshakeFailure.beforeProof(e);
        }
        return authentication.receive(Bytes.of(frame));
    }

    private static void write(Connection raw, Bytes message, Deadline deadline)
            throws PeerException {
        raw.write(message.toArray(), 0, message.length(), deadline);
    }

    private static void readFully(Connection raw, byte[] target, Deadline deadline)
            throws PeerException {
        int have = 0;
        while (have < target.length) {
            have += raw.read(target, have, target.length - have, deadline);
        }
    }
}
