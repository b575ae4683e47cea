package countersign.connection.secret;

import countersign.bytes.Bytes;
import countersign.bytes.Check;
import countersign.bytes.SecretBytes;
import countersign.connection.PeerException;

import java.security.SecureRandom;
import java.util.Arrays;

/// The handshake's first state: either end sends its ephemeral key and waits for the other's. Both
/// ends do the same. No I/O: [#outbound] is what to send, [#receive] takes what came.
///
/// Each state is used up by the step to the next, whether that succeeds or not.
public final class KeyExchange implements AutoCloseable {
    /// What [#outbound] has and [#receive] takes.
    public static final int MESSAGE_BYTES = EphemeralMessage.BYTES;

    private final ConnectionKey own;
    private final EphemeralKey ephemeral;
    private boolean used;

    KeyExchange(ConnectionKey own, EphemeralKey ephemeral) {
        this.own = own;
        this.ephemeral = ephemeral;
    }

    /// Begins a handshake with a fresh ephemeral key of `random`.
    public static KeyExchange begin(ConnectionKey own, SecureRandom random) {
        return new KeyExchange(own, EphemeralKey.generate(random));
    }

    public Bytes outbound() {
        return EphemeralMessage.encode(ephemeral.publicKey());
    }

    /// Throws with `NOT_A_PRIVVAL_PEER` as soon as the bytes that have come so far cannot become
    /// the peer's message.
    public void requireBegin(Bytes begun) throws PeerException {
        EphemeralMessage.requireBegin(begun);
    }

    /// Takes the peer's whole message. Throws with `NOT_A_PRIVVAL_PEER` or `MALFORMED`.
    public Authentication receive(Bytes message) throws PeerException {
        Check.that(!used, "a handshake state is used once");
        used = true;
        try (ephemeral) {
            Bytes peer = EphemeralMessage.decode(message);
            if (peer.equals(ephemeral.publicKey())) {
                throw Breach.of("it sent our own ephemeral key back");
            }
            try (SecretBytes shared =
                    ephemeral
                            .agree(peer)
                            .orElseThrow(() -> Breach.of("its ephemeral key is of low order"))) {
                return authentication(peer, shared);
            }
        }
    }

    /// Wipes the ephemeral key.
    @Override
    public void close() {
        used = true;
        ephemeral.close();
    }

    private Authentication authentication(Bytes peer, SecretBytes shared) {
        Bytes mine = ephemeral.publicKey();
        boolean ownIsLower = Arrays.compareUnsigned(mine.toArray(), peer.toArray()) < 0;
        Bytes challenge =
                ownIsLower
                        ? KeySchedule.challenge(mine, peer, shared)
                        : KeySchedule.challenge(peer, mine, shared);
        try (KeySchedule keys = KeySchedule.derive(shared, ownIsLower)) {
            return new Authentication(
                    own, challenge, new FrameSealer(keys.send()), new FrameOpener(keys.receive()));
        }
    }
}
