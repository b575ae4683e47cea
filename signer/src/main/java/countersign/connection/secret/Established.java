package countersign.connection.secret;

import countersign.bytes.Bytes;
import countersign.consensus.PublicKey;

/// The handshake's last state: the peer has proved its identity. See [KeyExchange].
public final class Established {
    private final PublicKey peer;
    private final FrameSealer sealer;
    private final FrameOpener opener;

    Established(PublicKey peer, FrameSealer sealer, FrameOpener opener) {
        this.peer = peer;
        this.sealer = sealer;
        this.opener = opener;
    }

    /// The Ed25519 key that the peer has proved to hold.
    public Bytes peer() {
        return peer.value();
    }

    /// CometBFT's node id of [#peer].
    public String peerId() {
        return ConnectionKey.idOf(peer);
    }

    FrameSealer sealer() {
        return sealer;
    }

    FrameOpener opener() {
        return opener;
    }
}
