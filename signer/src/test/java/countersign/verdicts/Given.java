package countersign.verdicts;

import countersign.bytes.Bytes;
import countersign.consensus.BlockId;
import countersign.consensus.ChainId;
import countersign.consensus.ConsensusMessage;
import countersign.consensus.Hrs;
import countersign.consensus.KeyType;
import countersign.consensus.PublicKey;
import countersign.consensus.Step;
import countersign.consensus.Timestamp;
import countersign.consensus.Vote;
import countersign.guard.Permit;
import countersign.guard.Verdict;

import java.util.List;

/// What the tests of this folder ask about, and what they read of an answer.
final class Given {
    static final ChainId CHAIN = new ChainId("verdicts-1");

    /// The public key of RFC 8032's first test vector.
    static final PublicKey KEY =
            new PublicKey(
                    KeyType.ED25519,
                    Bytes.ofHex(
                            "d75a980182b10ab7d54bfed3c964073a0ee172f3daa62325af021a68f707511a"));

    static final Timestamp T1 = new Timestamp(1_700_000_000, 123_456_789);
    static final Timestamp T2 = new Timestamp(1_700_000_003, 0);

    private Given() {}

    static BlockId block(int number) {
        Bytes hash = Bytes.ofHex("%064x".formatted(number));
        return new BlockId(hash, 1, hash);
    }

    static ConsensusMessage precommit(long height, int round, BlockId block) {
        return new Vote(new Hrs(height, round, Step.PRECOMMIT), block, T1);
    }

    /// The bytes that are signed now; empty where it is refused.
    static List<Bytes> released(Verdict verdict) {
        return switch (verdict) {
            case Verdict.Allowed(Permit permit) -> permit.use();
            case Verdict.Repeated(Permit permit, ConsensusMessage _) -> permit.use();
            case Verdict.Refused _ -> List.of();
        };
    }
}
