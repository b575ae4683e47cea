package countersign.consensus;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import countersign.Vectors;
import countersign.bytes.Bytes;

import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

import tools.jackson.databind.JsonNode;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/// The sign bytes of CometBFT's `TestVoteSignBytesTestVectors` in all versions, of tmkms' and
/// cometbft-rs' tests, and further ones by an encoder that agrees with all of these.
class SignBytesTest {
    private static final ChainId CHAIN = new ChainId("test_chain_id");
    private static final JsonNode FIXTURE = Vectors.PRIVVAL.required("privval_fixture");
    private static final PublicKey FIXTURE_KEY =
            new PublicKey(KeyType.ED25519, Vectors.hex(FIXTURE, "ed25519_pub"));

    @TestFactory
    Stream<DynamicTest> signBytes() {
        JsonNode vectors = Vectors.PRIVVAL.required("sign_bytes");
        return IntStream.range(0, vectors.size())
                .mapToObj(
                        i -> {
                            JsonNode vector = vectors.required(i);
                            String name = i + " " + vector.required("message").asString();
                            return DynamicTest.dynamicTest(name, () -> check(vector));
                        });
    }

    private static void check(JsonNode vector) {
        Bytes expected = Vectors.hex(vector, "sign_bytes");
        assertEquals(expected, signBytesOf(vector));
        if (vector.has("ed25519_signature_by_fixture_key")) {
            Bytes signature = Vectors.hex(vector, "ed25519_signature_by_fixture_key");
            assertTrue(FIXTURE_KEY.verifies(expected, signature));
            assertFalse(FIXTURE_KEY.verifies(expected.concat(Bytes.of((byte) 0)), signature));
        }
    }

    private static Bytes signBytesOf(JsonNode vector) {
        ChainId chain = new ChainId(vector.required("chain_id").asString());
        JsonNode fields = vector.required("fields");
        long height = Long.parseLong(fields.required("height").asString());
        int round = fields.required("round").asInt();
        return switch (vector.required("message").asString()) {
            case "proposal" ->
                    SignBytes.of(
                            new Proposal(
                                    new Hrs(height, round, Step.PROPOSE),
                                    fields.required("pol_round").asInt(),
                                    blockId(fields),
                                    timestamp(fields)),
                            chain);
            case "vote" -> signBytesOfVote(fields, height, round, chain);
            case "vote_extension" ->
                    SignBytes.ofExtension(Vectors.hex(fields, "extension"), height, round, chain);
            default -> throw new AssertionError(vector);
        };
    }

    /// Four of upstream's votes have no type, which no vote here can be: they are compared with a
    /// prevote's bytes from which the type was taken out.
    private static Bytes signBytesOfVote(JsonNode fields, long height, int round, ChainId chain) {
        int type = fields.required("type").asInt();
        Step step = type == 2 ? Step.PRECOMMIT : Step.PREVOTE;
        Vote vote = new Vote(new Hrs(height, round, step), blockId(fields), timestamp(fields));
        Bytes signBytes = SignBytes.of(vote, chain);
        if (type != 0) {
            return signBytes;
        }
        assertEquals(Bytes.ofHex("0801"), signBytes.slice(1, 3));
        return Bytes.of((byte) (signBytes.at(0) - 2))
                .concat(signBytes.slice(3, signBytes.length()));
    }

    private static BlockId blockId(JsonNode fields) {
        JsonNode id = fields.required("block_id");
        return id.isNull()
                ? BlockId.NIL
                : new BlockId(
                        Vectors.hex(id, "hash"),
                        id.required("total").asLong(),
                        Vectors.hex(id, "part_hash"));
    }

    private static Timestamp timestamp(JsonNode fields) {
        Instant time = Instant.parse(fields.required("timestamp").asString());
        return new Timestamp(time.getEpochSecond(), time.getNano());
    }

    @TestFactory
    Stream<DynamicTest> signBytesOfTmkmsTests() {
        JsonNode vectors = Vectors.TMKMS.required("sign_bytes");
        List<Bytes> ours = tmkmsMessages();
        assertEquals(vectors.size(), ours.size());
        return IntStream.range(0, ours.size())
                .mapToObj(
                        i -> {
                            JsonNode vector = vectors.required(i);
                            return DynamicTest.dynamicTest(
                                    vector.required("what").asString(),
                                    () -> checkTmkms(vector, ours.get(i)));
                        });
    }

    private static void checkTmkms(JsonNode vector, Bytes ours) {
        assertEquals(Vectors.hex(vector, "hex"), ours);
        checkSignature(vector, ours, "ed25519_sig_by_signing_ed25519.key_derived", tmkmsEd25519());
        checkSignature(
                vector, ours, "secp256k1_sig_by_signing_secp256k1.key_derived", tmkmsSecp256k1());
    }

    private static void checkSignature(JsonNode vector, Bytes message, String name, PublicKey key) {
        if (vector.has(name)) {
            Bytes signature = Vectors.hex(vector, name);
            assertTrue(key.verifies(message, signature), name);
            assertFalse(key.verifies(message.concat(Bytes.of((byte) 0)), signature), name);
        }
    }

    private static PublicKey tmkmsEd25519() {
        JsonNode key = Vectors.TMKMS.required("test_keys").required("signing_ed25519.key");
        return new PublicKey(KeyType.ED25519, Vectors.hex(key, "pub"));
    }

    private static PublicKey tmkmsSecp256k1() {
        JsonNode key = Vectors.TMKMS.required("test_keys").required("signing_secp256k1.key");
        return new PublicKey(KeyType.SECP256K1, Vectors.hex(key, "pub_compressed"));
    }

    /// In the order of the vectors, which describe themselves in prose.
    private static List<Bytes> tmkmsMessages() {
        Timestamp in2023 = time("2023-10-04T10:00:00Z");
        Timestamp in2018 = time("2018-02-11T07:09:22.765Z");
        Timestamp in2017 = time("2017-12-25T03:00:01.234Z");
        Bytes deadBeef = Bytes.ofHex("deadbeefdeadbeefbafbafbafbafbafa".repeat(2));
        Bytes counting = Bytes.ofHex("0022446688aaccee1133557799bbddff".repeat(2));
        Bytes deadBeefText = ascii("DEADBEEFDEADBEEFBAFBAFBAFBAFBAFA");
        Bytes countingText = ascii("0022446688AACCEE1133557799BBDDFF");
        BlockId someHash =
                new BlockId(
                        ascii("some hash" + "0".repeat(23)),
                        1_000_000,
                        ascii("parts_hash" + "0".repeat(22)));
        return List.of(
                prevote(500_001, someHash, in2023),
                proposal(1, BlockId.NIL, in2023),
                SignBytes.ofExtension(ascii("ext"), 12_345, 2, CHAIN),
                SignBytes.ofRawBytes(CHAIN, ascii("hello"), "uid-1"),
                proposal(23_456, new BlockId(deadBeef, 65_535, counting), in2018),
                proposal(23_456, new BlockId(Bytes.EMPTY, 65_535, counting), in2018),
                prevote(12_345, new BlockId(deadBeefText, 1_000_000, countingText), in2017),
                prevote(12_345, new BlockId(Bytes.EMPTY, 1_000_000, countingText), in2017));
    }

    private static Bytes prevote(long height, BlockId id, Timestamp time) {
        return SignBytes.of(new Vote(new Hrs(height, 2, Step.PREVOTE), id, time), CHAIN);
    }

    private static Bytes proposal(int round, BlockId id, Timestamp time) {
        return SignBytes.of(
                new Proposal(new Hrs(12_345, round, Step.PROPOSE), -1, id, time), CHAIN);
    }

    private static Timestamp time(String rfc3339) {
        Instant time = Instant.parse(rfc3339);
        return new Timestamp(time.getEpochSecond(), time.getNano());
    }

    private static Bytes ascii(String text) {
        return Bytes.of(text.getBytes(StandardCharsets.US_ASCII));
    }

    @Test
    void celestiaRawBytes_haveADomainOfTheirOwn() {
        JsonNode vector = Vectors.PRIVVAL.required("celestia_raw_bytes").required(2);
        Bytes signBytes =
                SignBytes.ofRawBytes(
                        new ChainId(vector.required("chain_id").asString()),
                        Vectors.hex(vector, "raw_bytes"),
                        vector.required("unique_id").asString());
        assertEquals(Vectors.hex(vector, "sign_bytes"), signBytes);
        Bytes signature = Vectors.hex(vector, "ed25519_signature_by_fixture_key");
        assertTrue(FIXTURE_KEY.verifies(signBytes, signature));
    }

    @Test
    void blockId_isEncodedAsInTestLastBlockId() {
        JsonNode vector = Vectors.PRIVVAL.required("block_id_encoding").required(0);
        BlockId id =
                new BlockId(
                        Vectors.hex(vector, "hash"),
                        vector.required("total").asLong(),
                        Vectors.hex(vector, "part_hash"));
        assertEquals(Vectors.hex(vector, "proto"), id.encoded());
    }

    @Test
    void partsTotal_isUnsigned() {
        BlockId id = new BlockId(Bytes.EMPTY, 0xFFFF_FFFFL, Bytes.EMPTY);
        assertEquals(Bytes.ofHex("120608ffffffff0f"), id.encoded());
    }
}
