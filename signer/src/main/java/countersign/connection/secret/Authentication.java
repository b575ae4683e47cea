package countersign.connection.secret;

import countersign.bytes.Bytes;
import countersign.bytes.Check;
import countersign.connection.PeerException;
import countersign.consensus.KeyType;
import countersign.consensus.PublicKey;

/// The handshake's second state: the keys are agreed, and either end proves its identity in its
/// first sealed frame. See [KeyExchange].
public final class Authentication {
    /// What [#outbound] has and [#receive] takes.
    public static final int FRAME_BYTES = FrameCipher.SEALED_BYTES;

    private final Bytes ownIdentity;
    private final Bytes challenge;
    private final FrameSealer sealer;
    private final FrameOpener opener;
    private final Bytes outbound;
    private boolean used;

    Authentication(ConnectionKey own, Bytes challenge, FrameSealer sealer, FrameOpener opener) {
        this.ownIdentity = own.publicKey();
        this.challenge = challenge;
        this.sealer = sealer;
        this.opener = opener;
        this.outbound = sealedProof(own);
    }

    /// Our sealed proof of identity.
    public Bytes outbound() {
        return outbound;
    }

    /// Takes the peer's sealed proof. Throws with `MALFORMED`.
    public Established receive(Bytes frame) throws PeerException {
        Check.that(!used, "a handshake state is used once");
        used = true;
        Check.that(frame.length() == FRAME_BYTES, "a sealed frame has 1044 bytes");
        opener.open(frame.toArray());
        byte[] message = new byte[opener.available()];
        opener.take(message, 0, message.length);
        AuthMessage proof = AuthMessage.decode(Bytes.of(message));
        if (proof.publicKey().equals(ownIdentity)) {
            throw Breach.of("it claims our own identity");
        }
        PublicKey peer = identity(proof.publicKey());
        if (!peer.verifies(challenge, proof.signature())) {
            throw Breach.of("it does not hold the key of the identity it claims");
        }
        return new Established(peer, sealer, opener);
    }

    private Bytes sealedProof(ConnectionKey own) {
        byte[] message = new AuthMessage(own.publicKey(), own.sign(challenge)).encode().toArray();
        byte[] frame = new byte[FRAME_BYTES];
        sealer.seal(message, 0, message.length, frame);
        return Bytes.of(frame);
    }

    private static PublicKey identity(Bytes key) throws PeerException {
        try {
            return new PublicKey(KeyType.ED25519, key);
        } catch (IllegalArgumentException e) {
            throw Breach.of("its identity is no point of the curve", e);
        }
    }
}
