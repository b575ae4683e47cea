package countersign.connection;

/// Opens the link to one node, handshake included: the seam between a session and a transport.
public interface Dialer {
    /// One attempt. Returns an authenticated connection or throws; must respect `deadline` as a
    /// whole. [#cancel] from another thread ends it early.
    Dialled dial(Deadline deadline) throws PeerException;

    /// Ends a dial in progress, and every later one before it begins: a dialer that was cancelled
    /// never dials again.
    void cancel();

    /// An open link. `peerId` is the node's identity in lower-case hex, or empty where the
    /// transport has none; `pinned` says whether it was checked against the configuration.
    record Dialled(Connection connection, String peerId, boolean pinned) {}
}
