package countersign.connection.secret;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import countersign.bytes.Bytes;
import countersign.bytes.SecretBytes;
import countersign.connection.PeerException;
import countersign.connection.PeerFault;
import countersign.proof.Figures;
import countersign.proof.Proof;

import tools.jackson.databind.JsonNode;

import java.util.List;
import java.util.Optional;

/// Keys that no honest peer has: Wycheproof's ephemeral ones, and identities of small order or in
/// more than one spelling.
class StrangeKeysTest {
    private static final JsonNode VECTOR = Vectors.handshakes().getFirst();
    private static final JsonNode SIGNER = VECTOR.get("signer");
    private static final JsonNode NODE = VECTOR.get("node");
    private static final String ZEROS = "00".repeat(32);

    /// The eight points of small order, and their other spellings.
    private static final List<String> SMALL_ORDER =
            List.of(
                    "01" + "00".repeat(31),
                    "ec" + "ff".repeat(30) + "7f",
                    ZEROS,
                    "00".repeat(31) + "80",
                    "26e8958fc2b227b045c3f489f2ef98f0d5dfac05d3c63339b13802886d53fc05",
                    "26e8958fc2b227b045c3f489f2ef98f0d5dfac05d3c63339b13802886d53fc85",
                    "c7176a703d4dd84fba3c0b760d10670f2a2053fa2c39ccc64ec7fd7792ac037a",
                    "c7176a703d4dd84fba3c0b760d10670f2a2053fa2c39ccc64ec7fd7792ac03fa",
                    "01" + "00".repeat(30) + "80",
                    "ec" + "ff".repeat(31),
                    "ed" + "ff".repeat(30) + "7f",
                    "ed" + "ff".repeat(31),
                    "ee" + "ff".repeat(30) + "7f",
                    "ee" + "ff".repeat(31));

    @Proof("E5")
    void ephemeralKeysThatShareZero_areRefusedBeforeAnyKeyIsDerived(Figures figures) {
        int zero = 0;
        int nonCanonical = 0;
        for (JsonNode vector : Vectors.WYCHEPROOF.get("vectors")) {
            Bytes theirs = Vectors.bytes(vector.get("public"));
            Bytes shared = Vectors.bytes(vector.get("shared"));
            EphemeralKey own = EphemeralKey.ofSecret(Vectors.secret(vector.get("private")));
            Optional<SecretBytes> agreed = own.agree(theirs);
            if (shared.equals(Bytes.ofHex(ZEROS))) {
                zero++;
                assertTrue(agreed.isEmpty(), vector::toString);
                assertBreach("low order", EphemeralMessage.encode(theirs));
            } else {
                nonCanonical++;
                assertEquals(Optional.of(SecretBytes.take(shared.toArray())), agreed);
            }
        }
        figures.found("ephemeral keys that share zero, refused", zero);
        figures.found("others in a second spelling, agreed on as Wycheproof says", nonCanonical);
        assertEquals(List.of(31, 13), List.of(zero, nonCanonical));
        for (Bytes point : KeyScheduleTest.lowOrderPoints()) {
            assertBreach("low order", EphemeralMessage.encode(point));
        }
    }

    /// Under such a key somebody may sign without having one.
    @Proof("E5")
    void identitiesOfSmallOrderOrInASecondSpelling_areRefused(Figures figures) {
        for (String identity : SMALL_ORDER) {
            for (String r : SMALL_ORDER) {
                Bytes signature = Bytes.ofHex(r + ZEROS);
                Bytes proof = new AuthMessage(Bytes.ofHex(identity), signature).encode();
                PeerException e = assertThrows(PeerException.class, () -> prove(proof));
                assertEquals(PeerFault.MALFORMED, e.fault());
            }
        }
        figures.found("forged proofs of identity", (long) SMALL_ORDER.size() * SMALL_ORDER.size());
    }

    private static void assertBreach(String named, Bytes message) {
        PeerException e =
                assertThrows(PeerException.class, () -> Vectors.begin(SIGNER).receive(message));
        assertEquals(PeerFault.MALFORMED, e.fault());
        assertTrue(e.what().contains(named), e.what());
    }

    private static void prove(Bytes proof) throws PeerException {
        byte[] frame = new byte[FrameCipher.SEALED_BYTES];
        new FrameSealer(Vectors.secret(NODE.get("send_key")))
                .seal(proof.toArray(), 0, proof.length(), frame);
        Vectors.begin(SIGNER)
                .receive(Vectors.bytes(NODE.get("ephemeral_wire")))
                .receive(Bytes.of(frame));
    }
}
