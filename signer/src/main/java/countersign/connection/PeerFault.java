package countersign.connection;

/// Whose fault a broken link is, and which.
public enum PeerFault {
    /// Nobody listens at the address.
    REFUSED,
    /// No route, no such host, no such socket file.
    UNREACHABLE,
    /// The peer closed or reset an established connection.
    CLOSED,
    /// The peer closed before the handshake was done.
    CLOSED_IN_HANDSHAKE,
    TIMED_OUT,
    /// Connected, but the handshake never came: another signer may hold the node.
    HANDSHAKE_STALLED,
    /// What came is not the protocol: another port, another program, another version.
    NOT_A_PRIVVAL_PEER,
    /// The peer proved another identity than the one that is pinned.
    WRONG_PEER_ID,
    /// Right protocol, wrong bytes: a bad length, tag or message.
    MALFORMED,
    /// Our own side closed it.
    CLOSED_BY_US
}
