package countersign.connection.secret;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import countersign.bytes.Bug;
import countersign.bytes.Bytes;
import countersign.bytes.SecretBytes;
import countersign.connection.PeerException;
import countersign.connection.PeerFault;
import countersign.proof.Proof;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

import tools.jackson.databind.JsonNode;

import java.security.SecureRandom;
import java.util.List;

/// The handshake without I/O: bytes in, the next state and bytes out.
class HandshakeTest {
    private static final JsonNode VECTOR = Vectors.handshakes().getFirst();
    private static final JsonNode SIGNER = VECTOR.get("signer");
    private static final JsonNode NODE = VECTOR.get("node");

    @ParameterizedTest
    @MethodSource("vectors")
    void vector_isReproducedInEitherRole(JsonNode vector) throws PeerException {
        JsonNode signer = vector.get("signer");
        JsonNode node = vector.get("node");
        assertReproduced(signer, node);
        Established atNode = assertReproduced(node, signer);
        JsonNode request = vector.get("node_frame1_pubkey_request");
        Bytes plain = Vectors.bytes(request.get("plaintext"));
        byte[] sealed = new byte[FrameCipher.SEALED_BYTES];
        atNode.sealer().seal(plain.toArray(), 0, plain.length(), sealed);
        assertEquals(Vectors.bytes(request.get("sealed")), Bytes.of(sealed));
    }

    @ParameterizedTest
    @MethodSource("vectors")
    void vector_hasTheChallenge(JsonNode vector) {
        JsonNode signer = vector.get("signer");
        JsonNode node = vector.get("node");
        boolean signerIsLower = signer.get("loc_is_least").asBoolean();
        assertEquals(
                Vectors.bytes(vector.get("challenge")),
                KeySchedule.challenge(
                        Vectors.bytes((signerIsLower ? signer : node).get("ephemeral_public")),
                        Vectors.bytes((signerIsLower ? node : signer).get("ephemeral_public")),
                        Vectors.secret(vector.get("dh_secret"))));
    }

    @ParameterizedTest
    @ValueSource(strings = {"alice", "bob"})
    void tmkmsVector_isReproducedInEitherRole(String name) throws PeerException {
        JsonNode own = Vectors.TMKMS.get(name);
        JsonNode peer = Vectors.TMKMS.get(name.equals("alice") ? "bob" : "alice");
        KeyExchange exchange =
                new KeyExchange(
                        ConnectionKey.ofSeed(Vectors.secret(own.get("ed25519_seed"))),
                        EphemeralKey.ofSecret(Vectors.secret(own.get("x25519_secret"))));
        Bytes first = Bytes.ofHex("220a20").concat(Vectors.bytes(own.get("x25519_pub")));
        assertEquals(first, exchange.outbound());
        Authentication authentication =
                exchange.receive(
                        Bytes.ofHex("220a20").concat(Vectors.bytes(peer.get("x25519_pub"))));
        boolean lower = name.equals("alice");
        JsonNode keys = Vectors.TMKMS.get("alice_bob_derived");
        SecretBytes send = Vectors.secret(keys.get(lower ? "hkdf_okm_32_64" : "hkdf_okm_0_32"));
        SecretBytes receive = Vectors.secret(keys.get(lower ? "hkdf_okm_0_32" : "hkdf_okm_32_64"));
        assertEquals(seal(send, Vectors.bytes(own.get("auth_sig_msg"))), authentication.outbound());
        Established established =
                authentication.receive(seal(receive, Vectors.bytes(peer.get("auth_sig_msg"))));
        assertEquals(Vectors.bytes(peer.get("ed25519_pub")), established.peer());
        assertEquals(peer.get("node_id_derived").asString(), established.peerId());
    }

    @Test
    void twoFreshEnds_establishEachOther() throws PeerException {
        ConnectionKey mine = Vectors.identity(SIGNER);
        ConnectionKey theirs = Vectors.identity(NODE);
        KeyExchange left = KeyExchange.begin(mine, new SecureRandom());
        KeyExchange right = KeyExchange.begin(theirs, new SecureRandom());
        Bytes leftFirst = left.outbound();
        Authentication leftSecond = left.receive(right.outbound());
        Authentication rightSecond = right.receive(leftFirst);
        assertEquals(theirs.nodeId(), leftSecond.receive(rightSecond.outbound()).peerId());
        assertEquals(mine.publicKey(), rightSecond.receive(leftSecond.outbound()).peer());
    }

    @Test
    void usedState_isNotUsedAgain() throws PeerException {
        KeyExchange exchange = Vectors.begin(SIGNER);
        Authentication authentication = exchange.receive(wire(NODE));
        assertThrows(Bug.class, () -> exchange.receive(wire(NODE)));
        Bytes frame = Vectors.bytes(NODE.get("auth_frame_sealed_nonce0_zero_padded"));
        assertEquals(
                Vectors.bytes(NODE.get("identity_public")), authentication.receive(frame).peer());
        assertThrows(Bug.class, () -> authentication.receive(frame));
    }

    @ParameterizedTest
    @CsvSource({
        "485454502f312e3120343030204261642052657175657374, HTTP",
        "15030100020246, TLS",
        "2120, v0.33",
        "3232302068656c6c6f, 3232302068",
        "00, begins with the bytes 00",
        "22ff, 22ff",
        "220a21, 220a21"
    })
    void otherProtocol_isNamedByItsFirstBytes(String hex, String named) {
        PeerException e =
                assertFault(
                        PeerFault.NOT_A_PRIVVAL_PEER,
                        () -> Vectors.begin(SIGNER).requireBegin(Bytes.ofHex(hex)));
        assertTrue(e.what().contains(named), e.what());
        assertTrue(e.next().contains("priv_validator_laddr"));
    }

    @Test
    void everyBeginOfTheFirstMessage_isPlausible() throws PeerException {
        for (int length = 0; length <= EphemeralMessage.BYTES; length++) {
            Vectors.begin(SIGNER).requireBegin(wire(NODE).first(length));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "220a20", "220a2000"})
    void shortFirstMessage_isMalformed(String hex) {
        assertFault(PeerFault.MALFORMED, () -> Vectors.begin(SIGNER).receive(Bytes.ofHex(hex)));
    }

    @Test
    void longFirstMessage_isMalformed() {
        Bytes longer = wire(NODE).concat(Bytes.ofHex("00"));
        assertFault(PeerFault.MALFORMED, () -> Vectors.begin(SIGNER).receive(longer));
    }

    @Test
    void ownEphemeralKey_isRefused() {
        assertBreach("ephemeral", () -> Vectors.begin(SIGNER).receive(wire(SIGNER)));
    }

    @Test
    void lowOrderEphemeralKeys_areRefused() {
        for (Bytes point : KeyScheduleTest.lowOrderPoints()) {
            Bytes message = Bytes.ofHex("220a20").concat(point);
            assertBreach("low order", () -> Vectors.begin(SIGNER).receive(message));
        }
    }

    @Test
    void ownIdentity_isRefused() {
        ConnectionKey own = Vectors.identity(SIGNER);
        Bytes challenge = Vectors.bytes(VECTOR.get("challenge"));
        Bytes reflected = new AuthMessage(own.publicKey(), own.sign(challenge)).encode();
        assertBreach("own identity", () -> receiveProof(reflected));
    }

    @Test
    void ownSealedFrame_isRefused() throws PeerException {
        Authentication authentication = Vectors.begin(SIGNER).receive(wire(NODE));
        assertBreach("decrypt", () -> authentication.receive(authentication.outbound()));
    }

    @Test
    void proofOfAnotherSession_isRefused() throws PeerException {
        Bytes other = Vectors.bytes(NODE.get("auth_frame_sealed_nonce0_zero_padded"));
        KeyExchange fresh = KeyExchange.begin(Vectors.identity(SIGNER), new SecureRandom());
        Authentication authentication = fresh.receive(wire(NODE));
        assertBreach("decrypt", () -> authentication.receive(other));
    }

    @Proof("E6")
    void signatureOfAnotherSession_isRefused() {
        Bytes otherChallenge = Vectors.bytes(Vectors.handshakes().get(1).get("challenge"));
        ConnectionKey node = Vectors.identity(NODE);
        Bytes replayed = new AuthMessage(node.publicKey(), node.sign(otherChallenge)).encode();
        assertBreach("does not hold the key", () -> receiveProof(replayed));
    }

    @Test
    void flippedBitInAnyByteOfTheProof_isRefused() {
        byte[] proof = proof().toArray();
        for (int i = 0; i < proof.length; i++) {
            proof[i] ^= (byte) (1 << (i % 8));
            Bytes flipped = Bytes.of(proof);
            assertFault(PeerFault.MALFORMED, () -> receiveProof(flipped));
            proof[i] ^= (byte) (1 << (i % 8));
        }
    }

    @Test
    void flippedBitInAnyByteOfTheEphemeralMessage_isRefused() {
        Bytes frame = Vectors.bytes(NODE.get("auth_frame_sealed_nonce0_zero_padded"));
        byte[] message = wire(NODE).toArray();
        for (int i = 0; i < message.length; i++) {
            // The last byte's is the top bit, which X25519 ignores and the signature does not.
            byte bit = (byte) (i == message.length - 1 ? 0x80 : 1 << (i % 8));
            message[i] ^= bit;
            Bytes flipped = Bytes.of(message);
            assertThrows(
                    PeerException.class,
                    () -> Vectors.begin(SIGNER).receive(flipped).receive(frame));
            message[i] ^= bit;
        }
    }

    @Test
    void everyTruncatedProof_isRefused() {
        for (int length = 0; length < AuthMessage.BYTES; length++) {
            Bytes truncated = proof().first(length);
            assertFault(PeerFault.MALFORMED, () -> receiveProof(truncated));
        }
    }

    @Test
    void proofWithMoreBehindIt_isRefused() {
        assertBreach("proof of identity", () -> receiveProof(proof().concat(Bytes.ofHex("00"))));
        // an unknown field 3
        Bytes unknown = Bytes.ofHex("68").concat(proof().slice(1, 103)).concat(Bytes.ofHex("1800"));
        assertBreach("proof of identity", () -> receiveProof(unknown));
    }

    @Proof("E6")
    void secp256k1Identity_isRefused() {
        Bytes message = Bytes.ofHex("670a231221" + "02".repeat(33) + "1240" + "00".repeat(64));
        assertBreach("no Ed25519 key", () -> receiveProof(message));
    }

    @Test
    void identityOffTheCurve_isRefused() {
        Bytes message = new AuthMessage(Bytes.ofHex("02" + "00".repeat(31)), zeros(64)).encode();
        assertBreach("curve", () -> receiveProof(message));
    }

    @Test
    void failures_tellNoSecret() {
        PeerException e = assertFault(PeerFault.MALFORMED, () -> receiveProof(zeros(103)));
        for (String secret : new String[] {"identity_seed", "ephemeral_private", "recv_key"}) {
            assertTrue(!e.toString().contains(SIGNER.get(secret).asString()));
        }
    }

    static List<JsonNode> vectors() {
        return Vectors.handshakes();
    }

    /// Runs `own` against the bytes of `peer`.
    private static Established assertReproduced(JsonNode own, JsonNode peer) throws PeerException {
        KeyExchange exchange = Vectors.begin(own);
        assertEquals(wire(own), exchange.outbound());
        Authentication authentication = exchange.receive(wire(peer));
        String frame = "auth_frame_sealed_nonce0_zero_padded";
        assertEquals(Vectors.bytes(own.get(frame)), authentication.outbound());
        assertEquals(
                Vectors.bytes(own.get(frame)),
                seal(
                        Vectors.secret(own.get("send_key")),
                        Vectors.bytes(own.get("auth_sig_message_delimited"))));
        Established established = authentication.receive(Vectors.bytes(peer.get(frame)));
        assertEquals(Vectors.bytes(peer.get("identity_public")), established.peer());
        assertEquals(peer.get("peer_id").asString(), established.peerId());
        return established;
    }

    private static Bytes wire(JsonNode end) {
        return Vectors.bytes(end.get("ephemeral_wire"));
    }

    private static Bytes proof() {
        return Vectors.bytes(NODE.get("auth_sig_message_delimited"));
    }

    /// The signer of the vector receives `message` from a node that has the keys.
    private static Established receiveProof(Bytes message) throws PeerException {
        Bytes frame = seal(Vectors.secret(NODE.get("send_key")), message);
        return Vectors.begin(SIGNER).receive(wire(NODE)).receive(frame);
    }

    private static Bytes seal(SecretBytes key, Bytes message) {
        byte[] sealed = new byte[FrameCipher.SEALED_BYTES];
        new FrameSealer(key).seal(message.toArray(), 0, message.length(), sealed);
        return Bytes.of(sealed);
    }

    private static Bytes zeros(int length) {
        return Bytes.of(new byte[length]);
    }

    private static void assertBreach(String named, Executable step) {
        PeerException e = assertFault(PeerFault.MALFORMED, step);
        assertTrue(e.what().contains(named), e.what());
    }

    private static PeerException assertFault(PeerFault fault, Executable step) {
        PeerException e = assertThrows(PeerException.class, step);
        assertEquals(fault, e.fault(), e::what);
        return e;
    }
}
