package countersign.provider.yubihsm.session;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import countersign.bytes.Bytes;
import countersign.bytes.SecretBytes;
import countersign.provider.yubihsm.Vectors;
import countersign.provider.yubihsm.wire.DeviceRefusal;
import countersign.provider.yubihsm.wire.MalformedException;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import tools.jackson.databind.JsonNode;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/// Two recorded sessions, byte for byte; among their commands are one of whole blocks, one that is
/// a byte shorter, and one that the device refuses.
class SessionVectorsTest {
    private static final int CHAIN_BYTES = 8;

    @Test
    void deliveredPassword_givesTheKnownKey() {
        JsonNode known = Vectors.get("default_auth_key");
        byte[] password = "password".getBytes(StandardCharsets.UTF_8);
        try (AuthKey key = AuthKey.ofPassword(SecretBytes.take(password))) {
            assertEquals(Vectors.bytes(known, "enc_key"), Bytes.of(key.encryptionKey()));
            assertEquals(Vectors.bytes(known, "mac_key"), Bytes.of(key.authenticationKey()));
            assertEquals("AuthKey", key.toString());
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"computed_scp03_zero_challenges", "computed_scp03_fixed_challenges"})
    void recordedSession_isMadeAgain(String name) throws MalformedException, DeviceRefusal {
        JsonNode session = Vectors.get(name);
        SecureChannel channel = channel(session);
        byte[] hostCryptogram = Vectors.bytes(session, "host_cryptogram").toArray();
        assertEquals(
                Vectors.bytes(session, "authenticate_cmd"),
                Bytes.of(channel.authentication(hostCryptogram)));
        for (JsonNode exchange : session.path("exchanges")) {
            byte[] command = Vectors.bytes(exchange, "inner_cmd").toArray();
            Bytes sealed = Bytes.of(channel.seal(command));
            assertEquals(Vectors.bytes(exchange, "outer_cmd"), sealed);
            assertEquals(
                    Vectors.bytes(exchange, "mac_chaining_after").first(CHAIN_BYTES),
                    sealed.slice(sealed.length() - CHAIN_BYTES, sealed.length()));
            byte[] answer = Vectors.bytes(exchange, "outer_resp").toArray();
            assertEquals(Vectors.bytes(exchange, "inner_resp"), Bytes.of(channel.open(answer)));
        }
    }

    @Test
    void everyChangedByteOfAnAnswer_isNoticed() {
        JsonNode session = Vectors.get("computed_scp03_zero_challenges");
        JsonNode exchange = session.path("exchanges").path(0);
        byte[] answer = Vectors.bytes(exchange, "outer_resp").toArray();
        for (int i = 0; i < answer.length; i++) {
            SecureChannel channel = channel(session);
            channel.authentication(Vectors.bytes(session, "host_cryptogram").toArray());
            channel.seal(Vectors.bytes(exchange, "inner_cmd").toArray());
            byte[] changed = answer.clone();
            changed[i] ^= 1;
            assertThrows(MalformedException.class, () -> channel.open(changed), "byte " + i);
        }
        SecureChannel channel = channel(session);
        assertThrows(MalformedException.class, () -> channel.open(Arrays.copyOf(answer, 11)));
    }

    private static SecureChannel channel(JsonNode session) {
        Derivation derivation =
                new Derivation(
                        Vectors.bytes(session, "host_challenge").toArray(),
                        Vectors.bytes(session, "card_challenge").toArray());
        byte[] both = Vectors.bytes(session, "auth_key").toArray();
        byte[] first = Arrays.copyOf(both, 16);
        byte[] second = Arrays.copyOfRange(both, 16, 32);
        byte[] encryption = derivation.derive(first, Derivation.ENCRYPTION, 16);
        byte[] mac = derivation.derive(second, Derivation.MAC, 16);
        byte[] answerMac = derivation.derive(second, Derivation.ANSWER_MAC, 16);
        assertEquals(Vectors.bytes(session, "s_enc"), Bytes.of(encryption));
        assertEquals(Vectors.bytes(session, "s_mac"), Bytes.of(mac));
        assertEquals(Vectors.bytes(session, "s_rmac"), Bytes.of(answerMac));
        assertEquals(
                Vectors.bytes(session, "card_cryptogram"),
                Bytes.of(derivation.derive(mac, Derivation.CARD_CRYPTOGRAM, 8)));
        assertEquals(
                Vectors.bytes(session, "host_cryptogram"),
                Bytes.of(derivation.derive(mac, Derivation.HOST_CRYPTOGRAM, 8)));
        byte id = (byte) session.path("session_id").asInt();
        return new SecureChannel(id, encryption, mac, answerMac);
    }
}
