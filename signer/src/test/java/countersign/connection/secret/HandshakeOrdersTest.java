package countersign.connection.secret;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import countersign.bytes.Bytes;
import countersign.connection.Connection;
import countersign.connection.Deadline;
import countersign.connection.PeerException;
import countersign.connection.PeerFault;
import countersign.connection.Ticker;
import countersign.proof.Figures;
import countersign.proof.Proof;

import tools.jackson.databind.JsonNode;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/// Every order of up to four messages that a peer, or somebody in between, could have: the right
/// ones, our own reflected, those of another session, and forged ones.
class HandshakeOrdersTest {
    private static final Deadline SOON = Deadline.after(Duration.ofHours(1), Ticker.SYSTEM);
    private static final JsonNode VECTOR = Vectors.handshakes().getFirst();
    private static final JsonNode OTHER_VECTOR = Vectors.handshakes().get(1);
    private static final JsonNode SIGNER = VECTOR.get("signer");
    private static final JsonNode NODE = VECTOR.get("node");
    private static final String SEALED_PROOF = "auth_frame_sealed_nonce0_zero_padded";
    private static final Bytes DATA = Bytes.of("vote".getBytes(StandardCharsets.US_ASCII));
    private static final int KEY = 0;
    private static final int PROOF = 1;
    private static final int FRAME = 2;

    private final List<Bytes> alphabet = alphabet();

    private boolean shortcut;
    private int orders;
    private int completed;

    /// In the quick form an order that is refused before its last message was even looked at stands
    /// for all that begin like it; in the long form each is played.
    @Proof("E4")
    void everyOrderOfFourMessages_completesOnlyForTheRightOne(Figures figures)
            throws PeerException {
        shortcut = figures.only(true, false);
        assertEquals(12, alphabet.size());
        walk(List.of());
        figures.found("orders", orders);
        figures.found("completed: key, proof, and anything behind", completed);
        assertEquals(12 * 12 * 12 * 12, orders);
        assertEquals(12 * 12, completed);
    }

    private void walk(List<Integer> begun) throws PeerException {
        Script script = new Script();
        boolean done = play(begun, script);
        if (begun.size() == 4) {
            orders++;
            completed += done ? 1 : 0;
        } else if (shortcut && !done && !script.starved) {
            orders += Math.powExact(12, 4 - begun.size());
        } else {
            for (int message = 0; message < 12; message++) {
                List<Integer> longer = new ArrayList<>(begun);
                longer.add(message);
                walk(longer);
            }
        }
    }

    /// Returns whether the handshake completed, which must be so for the right order alone. What
    /// comes behind it is data only where it is the peer's next frame.
    private boolean play(List<Integer> order, Script script) throws PeerException {
        for (int message : order) {
            script.add(alphabet.get(message));
        }
        boolean right = order.size() >= 2 && order.get(0) == KEY && order.get(1) == PROOF;
        SecretConnection established;
        try {
            established = SecretConnection.establish(script, Vectors.begin(SIGNER), SOON);
        } catch (PeerException refused) {
            assertTrue(!right, refused::what);
            assertTrue(script.closed, "a failed handshake closes");
            return false;
        }
        assertTrue(right, () -> "completed with " + order);
        assertEquals(NODE.get("peer_id").asString(), established.peerId());
        byte[] data = new byte[DATA.length()];
        boolean next = order.size() > 2 && order.get(2) == FRAME;
        try {
            assertEquals(data.length, established.read(data, 0, data.length, SOON));
            assertTrue(next, "data out of a message that is none");
            assertEquals(DATA, Bytes.of(data));
        } catch (PeerException refused) {
            assertTrue(!next, refused::what);
        }
        return true;
    }

    private static List<Bytes> alphabet() {
        FrameSealer sealer = new FrameSealer(Vectors.secret(NODE.get("send_key")));
        Bytes proof = Vectors.bytes(NODE.get("auth_sig_message_delimited"));
        ConnectionKey own = Vectors.identity(SIGNER);
        ConnectionKey node = Vectors.identity(NODE);
        Bytes challenge = Vectors.bytes(VECTOR.get("challenge"));
        Bytes otherChallenge = Vectors.bytes(OTHER_VECTOR.get("challenge"));
        List<Bytes> alphabet = new ArrayList<>();
        alphabet.add(Vectors.bytes(NODE.get("ephemeral_wire")));
        alphabet.add(seal(sealer, proof));
        alphabet.add(seal(sealer, DATA));
        // Reflected: ours.
        alphabet.add(Vectors.bytes(SIGNER.get("ephemeral_wire")));
        alphabet.add(Vectors.bytes(SIGNER.get(SEALED_PROOF)));
        // Replayed: the same node's, of another session.
        alphabet.add(Vectors.bytes(OTHER_VECTOR.get("node").get("ephemeral_wire")));
        alphabet.add(Vectors.bytes(OTHER_VECTOR.get("node").get(SEALED_PROOF)));
        // Forged.
        alphabet.add(EphemeralMessage.encode(Bytes.of(new byte[32])));
        alphabet.add(proof);
        alphabet.add(first(new AuthMessage(own.publicKey(), own.sign(challenge)).encode()));
        alphabet.add(first(new AuthMessage(node.publicKey(), node.sign(otherChallenge)).encode()));
        alphabet.add(first(Bytes.EMPTY));
        return alphabet;
    }

    /// Sealed with the node's key as its first frame.
    private static Bytes first(Bytes message) {
        return seal(new FrameSealer(Vectors.secret(NODE.get("send_key"))), message);
    }

    private static Bytes seal(FrameSealer sealer, Bytes message) {
        byte[] sealed = new byte[FrameCipher.SEALED_BYTES];
        sealer.seal(message.toArray(), 0, message.length(), sealed);
        return Bytes.of(sealed);
    }

    /// Says what it was given and then ends; does not listen.
    private static final class Script implements Connection {
        private Bytes rest = Bytes.EMPTY;
        private boolean closed;
        private boolean starved;

        void add(Bytes message) {
            rest = rest.concat(message);
        }

        @Override
        public int read(byte[] target, int offset, int length, Deadline deadline)
                throws PeerException {
            if (rest.isEmpty()) {
                starved = true;
                throw new PeerException(PeerFault.CLOSED, "the peer closed", "");
            }
            int count = Math.min(length, rest.length());
            rest.first(count).copyTo(target, offset);
            rest = rest.slice(count, rest.length());
            return count;
        }

        @Override
        public void write(byte[] source, int offset, int length, Deadline deadline) {
            // Nobody listens.
        }

        @Override
        public void close() {
            closed = true;
        }
    }
}
