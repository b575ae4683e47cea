package countersign.connection.secret;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import countersign.bytes.Bug;
import countersign.bytes.Bytes;
import countersign.bytes.SecretBytes;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import tools.jackson.databind.JsonNode;

class ConnectionKeyTest {
    private static final JsonNode ALICE = Vectors.TMKMS.get("alice");

    private final ConnectionKey key =
            ConnectionKey.ofSeed(Vectors.secret(ALICE.get("ed25519_seed")));

    @Test
    void publicKeyAndNodeId_areThoseOfTmkms() {
        assertEquals(Vectors.bytes(ALICE.get("ed25519_pub")), key.publicKey());
        assertEquals(ALICE.get("node_id_derived").asString(), key.nodeId());
        assertEquals(key.nodeId(), ConnectionKey.nodeIdOf(key.publicKey()));
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 31, 33, 64})
    void seedOfAnotherLength_isRefused(int bytes) {
        SecretBytes seed = SecretBytes.take(new byte[bytes]);
        assertThrows(IllegalArgumentException.class, () -> ConnectionKey.ofSeed(seed));
    }

    @Test
    void seedOfTheCaller_mayBeWiped() {
        SecretBytes seed = Vectors.secret(ALICE.get("ed25519_seed"));
        ConnectionKey own = ConnectionKey.ofSeed(seed);
        seed.close();
        assertEquals(key.sign(Bytes.EMPTY), own.sign(Bytes.EMPTY));
    }

    @Test
    void closedKey_signsNothing() {
        key.close();
        assertThrows(Bug.class, () -> key.sign(Bytes.EMPTY));
    }
}
