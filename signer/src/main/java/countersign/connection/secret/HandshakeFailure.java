package countersign.connection.secret;

import countersign.connection.PeerException;
import countersign.connection.PeerFault;

/// What a broken link means while hands are shaken, in the operator's terms.
final class HandshakeFailure {
    private static final String NEXT_CLOSED =
            "is this the node's priv_validator_laddr, and not its p2p or RPC port? Is another"
                    + " signer connected to it already? Did the node exit because no signer came"
                    + " within its first 3 seconds?";
    private static final String NEXT_STALLED =
            "a node serves one signer and leaves every other waiting: look for another signer or a"
                    + " left-over process that is connected to it";
    private static final String NEXT_STALLED_BETWEEN =
            "small packets pass and larger ones do not come back: over a VPN or NAT check the MTU;"
                    + " or the node was stopped just now";

    private HandshakeFailure() {}

    /// Nothing, or not all, of the peer's ephemeral key has come.
    static PeerException beforeKeys(PeerException cause) {
        return of(
                cause,
                "connected, but the peer closed before its part of the handshake came",
                "connected, but the handshake did not come: another signer probably holds this"
                        + " node",
                NEXT_STALLED);
    }

    /// The keys are agreed, the peer's proof of identity has not come.
    static PeerException beforeProof(PeerException cause) {
        return of(
                cause,
                "the peer closed in the middle of the handshake, after the exchange of keys",
                "the handshake stopped in the middle, after the exchange of keys",
                NEXT_STALLED_BETWEEN);
    }

    private static PeerException of(
            PeerException cause, String closed, String stalled, String nextStalled) {
        if (cause.fault() == PeerFault.CLOSED) {
            return new PeerException(PeerFault.CLOSED_IN_HANDSHAKE, closed, NEXT_CLOSED, cause);
        }
        if (cause.fault() == PeerFault.TIMED_OUT) {
            return new PeerException(PeerFault.HANDSHAKE_STALLED, stalled, nextStalled, cause);
        }
        return cause;
    }
}
