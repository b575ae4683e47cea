package countersign.harness.wire;

import static org.junit.jupiter.api.Assertions.assertEquals;

import countersign.bytes.Bytes;
import countersign.consensus.Hrs;
import countersign.consensus.Proposal;
import countersign.consensus.Step;
import countersign.consensus.Timestamp;
import countersign.consensus.Vote;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import java.nio.charset.StandardCharsets;

final class QueryEncoderTest {
    private static final Timestamp TIME = new Timestamp(1_570_983_284, 0);
    private static final Bytes EXTENSION = ascii("extension");
    private static final Bytes NON_RP = ascii("non-rp-extension");

    @ParameterizedTest
    @EnumSource
    void ping_isTheSameInAllDialects(Dialect dialect) {
        assertEquals(
                Vectors.message("ping request", "v0.34.35"),
                QueryEncoder.encode(new Query.Ping(), dialect));
    }

    @ParameterizedTest
    @EnumSource
    void publicKey_isTheSameInAllDialects(Dialect dialect) {
        assertEquals(
                Vectors.message("pubKey request", "v0.34.35"),
                QueryEncoder.encode(new Query.ShowKey(""), dialect));
        assertEquals(
                Vectors.message("pubKey request with chain_id", ""),
                QueryEncoder.encode(new Query.ShowKey("test_chain_id"), dialect));
    }

    @ParameterizedTest
    @EnumSource
    void proposal_isUpstreamsButForTypeAndSignature(Dialect dialect) {
        // Upstream's test sets type 1 and a signature; a node sends type 32 and none.
        String upstream = Vectors.message("Proposal Request", "v0.34.35").hex();
        String unsigned = upstream.substring(0, upstream.length() - "3a10".length() - 32);
        String expected = "2a5e0a5c0820" + unsigned.substring("2a700a6e0801".length());
        Proposal proposal =
                new Proposal(new Hrs(3, 2, Step.PROPOSE), 2, Vectors.fixtureBlock(), TIME);
        assertEquals(
                expected, QueryEncoder.encode(new Query.SignProposal("", proposal), dialect).hex());
    }

    @Test
    void prevoteWithoutExtensions_isUpstreams() {
        Query.SignVote query = vote("", Step.PREVOTE, Extensions.NONE, false);
        for (Dialect dialect : Dialect.values()) {
            assertEquals(
                    Vectors.message("Vote Request", "v0.34.35"),
                    QueryEncoder.encode(query, dialect));
        }
    }

    @Test
    void extensions_areSentWhereTheDialectHasThem() {
        Query.SignVote query = vote("", Step.PRECOMMIT, new Extensions(EXTENSION, NON_RP), false);
        String without = Vectors.message("Vote Request", "v0.34.35").hex();
        for (Dialect dialect : Dialect.values()) {
            String expected =
                    switch (dialect) {
                        case V0_34, V0_37 -> without.replace("0a740801", "0a740802");
                        case V2_0_RC1 ->
                                Vectors.message("Vote with NRP-VE Request", "v2.0.0-rc1").hex();
                        case V0_38_STRICT, V0_38, V0_39, V0_40, V1_0 ->
                                Vectors.message("Vote Request", "v0.38.25").hex();
                    };
            assertEquals(expected, QueryEncoder.encode(query, dialect).hex(), dialect.label());
        }
    }

    @Test
    void skip_isSentFromV1On() {
        Query.SignVote query = vote("test_chain_id", Step.PREVOTE, Extensions.NONE, true);
        Bytes skipping =
                Vectors.message("SignVoteRequest prevote v1 with skip_extension_signing", "");
        assertEquals(skipping, QueryEncoder.encode(query, Dialect.V1_0));
        assertEquals(skipping, QueryEncoder.encode(query, Dialect.V2_0_RC1));
        Query.SignVote plain = vote("test_chain_id", Step.PREVOTE, Extensions.NONE, false);
        assertEquals(
                QueryEncoder.encode(plain, Dialect.V0_40),
                QueryEncoder.encode(query, Dialect.V0_40));
    }

    @Test
    void chainId_comesBehindTheVote() {
        Query.SignVote query =
                vote("test_chain_id", Step.PRECOMMIT, new Extensions(EXTENSION, NON_RP), false);
        assertEquals(
                Vectors.message("SignVoteRequest precommit v0.38 with chain_id", ""),
                QueryEncoder.encode(query, Dialect.V0_38));
    }

    @Test
    void bareBytes_areUpstreams() {
        assertEquals(
                Vectors.message("SignBytesRequest v1", ""),
                QueryEncoder.encode(new Query.SignBareBytes(ascii("hello")), Dialect.V1_0));
    }

    private static Query.SignVote vote(
            String chainId, Step step, Extensions extensions, boolean skips) {
        return new Query.SignVote(
                chainId,
                new Vote(new Hrs(3, 2, step), Vectors.fixtureBlock(), TIME),
                new Query.Voter(Bytes.ofHex(Vectors.fixture("validator_address")), 56_789),
                extensions,
                skips);
    }

    private static Bytes ascii(String text) {
        return Bytes.of(text.getBytes(StandardCharsets.US_ASCII));
    }
}
