package countersign.fuzz;

import countersign.bytes.Bytes;
import countersign.connection.PeerException;
import countersign.consensus.BlockId;
import countersign.consensus.ChainId;
import countersign.consensus.ConsensusMessage;
import countersign.consensus.SignBytes;
import countersign.privval.Codec;
import countersign.privval.Request;
import countersign.privval.Response;

import java.util.List;
import java.util.Optional;

/// A node's request: whatever comes out as a vote or proposal is one that CometBFT would take, has
/// sign bytes, and its answer stays below what the oldest node reads.
public final class PrivvalMessagesFuzz implements FuzzTarget {
    private static final ChainId CHAIN = new ChainId("fuzz-1");
    private static final Bytes SIGNATURE = Bytes.of(new byte[64]);

    public static void fuzzerTestOneInput(byte[] input) {
        new PrivvalMessagesFuzz().fuzz(input);
    }

    @Override
    public void fuzz(byte[] input) {
        try {
            check(Codec.decode(Bytes.of(input)));
        } catch (PeerException refused) {
            FuzzTarget.require(!refused.what().isEmpty(), "a refusal says why");
        }
    }

    @Override
    public List<byte[]> seeds() {
        String vote =
                "080210b9601802224a0a208b01023386c371778ecb6368573e539afc3cc860ec3a2f614e54fe5652f4"
                        + "fc80122608c0843d122072db3d959635dff1bb567bedaa70573392c5159666a3f8caf11e"
                        + "413aac52207a2a0608f49a8ded053214"
                        + "6af1f4111082efb388211bc72c55bcd61e9ac3d538d5bb03";
        return List.of(
                Bytes.ofHex("3a00").toArray(),
                Bytes.ofHex("0a0a0a0866757a7a2d3120").toArray(),
                Bytes.ofHex("1a7e0a7c" + vote).toArray(),
                Bytes.ofHex("2a0a0a0808201001180020ff").toArray(),
                Bytes.ofHex("4a0b0a0366757a120161" + "1a0162").toArray());
    }

    private static void check(Request request) {
        switch (request) {
            case Request.SignVote asked -> {
                checkMessage(asked.vote());
                FuzzTarget.require(
                        !asked.extended() || asked.vote().isPrecommitForBlock(),
                        "only precommits for a block have extensions");
                FuzzTarget.require(
                        asked.vote().isPrecommitForBlock()
                                || (asked.extension().isEmpty()
                                        && asked.nonRpExtension().isEmpty()),
                        "other votes carry none");
            }
            case Request.SignProposal asked -> checkMessage(asked.proposal());
            case Request.Unsignable refused ->
                    FuzzTarget.require(!refused.why().isEmpty(), "a refusal says why");
            case Request.Ping _,
                    Request.ShowPublicKey _,
                    Request.SignRawBytes _,
                    Request.SignBareBytes _ -> {}
        }
    }

    private static void checkMessage(ConsensusMessage message) {
        BlockId id = message.blockId();
        FuzzTarget.require(id.isNil() || id.isComplete(), "a block id is nil or complete");
        FuzzTarget.require(message.hrs().height() > 0, "consensus begins at height 1");
        FuzzTarget.require(SignBytes.of(message, CHAIN).length() <= 256, "sign bytes are short");
        Response answer =
                new Response.Signed(
                        message,
                        SIGNATURE,
                        Optional.of(new Response.Extensions(SIGNATURE, SIGNATURE)));
        FuzzTarget.require(
                Codec.encode(answer).length() < Codec.ANSWER_BYTES_MAX,
                "an answer stays below what every node reads");
    }
}
