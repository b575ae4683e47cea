package countersign.guard;

import countersign.bytes.Bytes;
import countersign.consensus.BlockId;
import countersign.consensus.ChainId;
import countersign.consensus.Hrs;
import countersign.consensus.KeyType;
import countersign.consensus.Proposal;
import countersign.consensus.PublicKey;
import countersign.consensus.Step;
import countersign.consensus.Timestamp;
import countersign.consensus.Vote;

/// Chains, keys and messages that the tests of this room share.
public final class Samples {
    public static final ChainId CHAIN = new ChainId("test-chain-1");

    /// The public key of RFC 8032's first test vector.
    public static final PublicKey KEY =
            new PublicKey(
                    KeyType.ED25519,
                    Bytes.ofHex(
                            "d75a980182b10ab7d54bfed3c964073a0ee172f3daa62325af021a68f707511a"));

    /// The public key of RFC 8032's second test vector.
    public static final PublicKey OTHER_KEY =
            new PublicKey(
                    KeyType.ED25519,
                    Bytes.ofHex(
                            "3d4017c3e843895a92b70aa74d1b7ebc9c982ccf2ec4968cc0cd55f12af4660c"));

    /// The generator of secp256k1.
    public static final PublicKey SECP256K1_KEY =
            new PublicKey(
                    KeyType.SECP256K1,
                    Bytes.ofHex(
                            "0279be667ef9dcbbac55a06295ce870b07029bfcdb2dce28d959f2815b16f81798"));

    public static final BlockId A = block(0xA);
    public static final BlockId B = block(0xB);
    public static final Timestamp T1 = new Timestamp(1_700_000_000, 123_456_789);
    public static final Timestamp T2 = new Timestamp(1_700_000_003, 0);

    private Samples() {}

    public static BlockId block(int number) {
        byte[] hash = new byte[32];
        hash[0] = (byte) number;
        hash[31] = (byte) (number >> 8);
        return new BlockId(Bytes.of(hash), 1 + number, Bytes.of(hash));
    }

    public static Proposal proposal(
            long height, int round, int polRound, BlockId id, Timestamp time) {
        return new Proposal(new Hrs(height, round, Step.PROPOSE), polRound, id, time);
    }

    public static Proposal proposal(long height, int round, BlockId id) {
        return proposal(height, round, -1, id, T1);
    }

    public static Vote prevote(long height, int round, BlockId id) {
        return new Vote(new Hrs(height, round, Step.PREVOTE), id, T1);
    }

    public static Vote precommit(long height, int round, BlockId id) {
        return new Vote(new Hrs(height, round, Step.PRECOMMIT), id, T1);
    }

    public static Mark.Held held(long height) {
        return new Mark.Held(precommit(height, 0, A));
    }
}
