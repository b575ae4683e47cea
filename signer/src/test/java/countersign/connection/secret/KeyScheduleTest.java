package countersign.connection.secret;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import countersign.bytes.Bytes;
import countersign.bytes.SecretBytes;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import tools.jackson.databind.JsonNode;

import java.util.List;

class KeyScheduleTest {
    @Test
    void goldenFile_has32Lines() {
        assertEquals(32, goldenLines().size());
    }

    @ParameterizedTest
    @MethodSource("goldenLines")
    void goldenLine_isDerived(JsonNode line) {
        try (KeySchedule keys =
                KeySchedule.derive(
                        Vectors.secret(line.get("dh_secret")),
                        line.get("loc_is_least").asBoolean())) {
            assertEquals(Vectors.secret(line.get("recv_secret")), keys.receive());
            assertEquals(Vectors.secret(line.get("send_secret")), keys.send());
        }
    }

    @Test
    void tmkmsKdfVector_isDerivedInEitherRole() {
        JsonNode vector = Vectors.TMKMS.get("kdf_only");
        SecretBytes first = Vectors.secret(vector.get("okm_0_32"));
        SecretBytes second = Vectors.secret(vector.get("okm_32_64"));
        SecretBytes shared = Vectors.secret(vector.get("shared_secret"));
        KeySchedule lower = KeySchedule.derive(shared, true);
        assertEquals(first, lower.receive());
        assertEquals(second, lower.send());
        KeySchedule upper = KeySchedule.derive(shared, false);
        assertEquals(second, upper.receive());
        assertEquals(first, upper.send());
    }

    @Test
    void aliceAndBob_agree() {
        JsonNode alice = Vectors.TMKMS.get("alice");
        JsonNode bob = Vectors.TMKMS.get("bob");
        JsonNode derived = Vectors.TMKMS.get("alice_bob_derived");
        SecretBytes expected = Vectors.secret(derived.get("x25519_shared"));
        assertEquals(expected, agree(alice, bob));
        assertEquals(expected, agree(bob, alice));
        assertEquals(
                Vectors.bytes(derived.get("merlin_secret_connection_mac")),
                KeySchedule.challenge(
                        Vectors.bytes(alice.get("x25519_pub")),
                        Vectors.bytes(bob.get("x25519_pub")),
                        expected));
        KeySchedule keys = KeySchedule.derive(expected, true);
        assertEquals(Vectors.secret(derived.get("hkdf_okm_0_32")), keys.receive());
        assertEquals(Vectors.secret(derived.get("hkdf_okm_32_64")), keys.send());
    }

    @Test
    void lowOrderPointsOfTmkms_areSeven() {
        assertEquals(7, lowOrderPoints().size());
    }

    @ParameterizedTest
    @MethodSource("lowOrderPoints")
    void lowOrderPoint_isRefusedWhateverItsTopBit(Bytes point) {
        EphemeralKey own =
                EphemeralKey.ofSecret(Vectors.secret(Vectors.TMKMS.at("/alice/x25519_secret")));
        byte[] topBitSet = point.toArray();
        topBitSet[31] |= (byte) 0x80;
        assertTrue(EphemeralKey.isLowOrder(point));
        assertTrue(own.agree(point).isEmpty());
        assertTrue(EphemeralKey.isLowOrder(Bytes.of(topBitSet)));
        assertTrue(own.agree(Bytes.of(topBitSet)).isEmpty());
    }

    private static SecretBytes agree(JsonNode own, JsonNode peer) {
        EphemeralKey key = EphemeralKey.ofSecret(Vectors.secret(own.get("x25519_secret")));
        assertEquals(Vectors.bytes(own.get("x25519_pub")), key.publicKey());
        return key.agree(Vectors.bytes(peer.get("x25519_pub"))).orElseThrow();
    }

    static List<JsonNode> goldenLines() {
        return Vectors.COMETBFT
                .get("secret_connection_derive_golden")
                .get("lines")
                .valueStream()
                .toList();
    }

    static List<Bytes> lowOrderPoints() {
        return Vectors.TMKMS
                .get("low_order_points_rejected")
                .valueStream()
                .map(Vectors::bytes)
                .toList();
    }
}
