package countersign.harness.wire;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import countersign.bytes.Bytes;
import countersign.consensus.ChainId;
import countersign.consensus.Hrs;
import countersign.consensus.Proposal;
import countersign.consensus.Step;
import countersign.consensus.Vote;

import org.junit.jupiter.api.Test;

import tools.jackson.databind.JsonNode;

import java.util.List;

final class CanonicalBytesTest {
    @Test
    void votes_areCometBftsSignBytes() {
        // A vote without a type exists only in CometBFT's tests; ours always has a step.
        List<JsonNode> vectors =
                Vectors.signBytes("vote")
                        .filter(vector -> vector.get("fields").get("type").asInt() != 0)
                        .toList();
        assertTrue(vectors.size() >= 9, "all vectors are there");
        for (JsonNode vector : vectors) {
            JsonNode fields = vector.get("fields");
            Step step = fields.get("type").asInt() == 1 ? Step.PREVOTE : Step.PRECOMMIT;
            Vote vote =
                    new Vote(
                            hrs(fields, step),
                            Vectors.blockId(fields.get("block_id")),
                            Vectors.timestamp(fields.get("timestamp")));
            assertEquals(expected(vector), CanonicalBytes.of(vote, chain(vector)).hex());
        }
    }

    @Test
    void proposals_areCometBftsSignBytes() {
        List<JsonNode> vectors = Vectors.signBytes("proposal").toList();
        assertTrue(vectors.size() >= 3, "all vectors are there");
        for (JsonNode vector : vectors) {
            JsonNode fields = vector.get("fields");
            Proposal proposal =
                    new Proposal(
                            hrs(fields, Step.PROPOSE),
                            fields.get("pol_round").asInt(),
                            Vectors.blockId(fields.get("block_id")),
                            Vectors.timestamp(fields.get("timestamp")));
            assertEquals(expected(vector), CanonicalBytes.of(proposal, chain(vector)).hex());
        }
    }

    @Test
    void extensions_areCometBftsSignBytes() {
        List<JsonNode> vectors = Vectors.signBytes("vote_extension").toList();
        assertTrue(vectors.size() >= 3, "all vectors are there");
        for (JsonNode vector : vectors) {
            JsonNode fields = vector.get("fields");
            Bytes signed =
                    CanonicalBytes.ofExtension(
                            Bytes.ofHex(fields.get("extension").asString()),
                            fields.get("height").asLong(),
                            fields.get("round").asInt(),
                            chain(vector));
            assertEquals(expected(vector), signed.hex());
        }
    }

    private static Hrs hrs(JsonNode fields, Step step) {
        // Heights beyond what a double holds are strings.
        long height = Long.parseLong(fields.get("height").asString());
        return new Hrs(height, fields.get("round").asInt(), step);
    }

    private static ChainId chain(JsonNode vector) {
        return new ChainId(vector.get("chain_id").asString());
    }

    private static String expected(JsonNode vector) {
        return vector.get("sign_bytes").asString();
    }
}
