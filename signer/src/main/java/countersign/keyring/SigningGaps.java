package countersign.keyring;

import countersign.bytes.Bytes;
import countersign.consensus.BlockId;
import countersign.consensus.ChainId;
import countersign.consensus.ConsensusMessage;
import countersign.consensus.Hrs;
import countersign.consensus.Proposal;
import countersign.consensus.SignBytes;
import countersign.consensus.Step;
import countersign.consensus.Timestamp;
import countersign.consensus.Vote;
import countersign.keyring.spi.KeyLimits;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Finds what a key cannot sign on a chain by building what the chain would ask for, at its
/// shortest and at its longest.
public final class SigningGaps {
    /// In every version of CometBFT.
    private static final int EXTENSION_BYTES_MAX = 1024 * 1024;

    private static final String ELSEWHERE =
            "where blocks must not be missed, keep this chain's key elsewhere";

    private SigningGaps() {}

    /// What can make a message longer or shorter, besides the chain's id: the time's nanoseconds,
    /// the parts of a block and the POL round. Heights and rounds have a fixed length, but for a
    /// round 0, which is left out.
    ///
    /// @param polRound where there is one
    record Shape(Timestamp time, long parts, int polRound) {
        /// Of 500 times one is shorter by a byte, which nobody can count on.
        static final Shape SHORTEST = new Shape(new Timestamp(1_700_000_000L, 1 << 21), 1, 0);

        /// A block has at most 1601 parts; no chain has come to round 1000 yet.
        static final Shape LONGEST =
                new Shape(new Timestamp(1_700_000_000L, 999_999_999), 1601, 999);
    }

    /// What a validator signs for a block. Whatever it signs for nil is shorter.
    enum Kind {
        VOTE_IN_ROUND_0("votes for a block in round 0"),
        VOTE_LATER("votes for a block in later rounds"),
        PROPOSAL_IN_ROUND_0("proposals in round 0"),
        PROPOSAL_LATER("proposals of a block with a proof of lock in later rounds"),
        PROPOSAL_LATER_WITHOUT_POL("proposals of a new block in later rounds");

        private final String words;

        Kind(String words) {
            this.words = words;
        }

        /// How many bytes one of them has.
        int bytes(ChainId chain, Shape shape) {
            Bytes hash = Bytes.of(new byte[32]);
            BlockId block = new BlockId(hash, shape.parts(), hash);
            ConsensusMessage message =
                    switch (this) {
                        case VOTE_IN_ROUND_0 -> vote(0, block, shape);
                        case VOTE_LATER -> vote(1, block, shape);
                        case PROPOSAL_IN_ROUND_0 -> proposal(0, -1, block, shape);
                        case PROPOSAL_LATER -> proposal(1, shape.polRound(), block, shape);
                        case PROPOSAL_LATER_WITHOUT_POL -> proposal(1, -1, block, shape);
                    };
            return SignBytes.of(message, chain).length();
        }

        private static Vote vote(int round, BlockId block, Shape shape) {
            return new Vote(new Hrs(1, round, Step.PRECOMMIT), block, shape.time());
        }

        private static Proposal proposal(int round, int polRound, BlockId block, Shape shape) {
            return new Proposal(new Hrs(1, round, Step.PROPOSE), polRound, block, shape.time());
        }
    }

    /// Every gap of a key with these limits on this chain; none for most keys.
    public static List<SigningGap> of(ChainId chain, KeyLimits limits) {
        List<SigningGap> gaps = new ArrayList<>();
        for (Kind kind : Kind.values()) {
            ofLength(kind, chain, limits.messageBytesMax()).ifPresent(gaps::add);
        }
        if (limits.roundMax() < Integer.MAX_VALUE) {
            String rounds = "signs nothing above round " + limits.roundMax();
            gaps.add(new SigningGap(rounds, true, ELSEWHERE));
        }
        ofExtensions(chain, limits).ifPresent(gaps::add);
        return gaps;
    }

    private static Optional<SigningGap> ofLength(Kind kind, ChainId chain, int bytesMax) {
        int shortest = kind.bytes(chain, Shape.SHORTEST);
        int longest = kind.bytes(chain, Shape.LONGEST);
        if (longest <= bytesMax) {
            return Optional.empty();
        }
        boolean always = shortest > bytesMax;
        String what =
                "signs %s %s: with this chain id they have %d to %d bytes, and it takes %d"
                        .formatted(
                                always ? "no" : "not all", kind.words, shortest, longest, bytesMax);
        return Optional.of(new SigningGap(what, always, ELSEWHERE));
    }

    private static Optional<SigningGap> ofExtensions(ChainId chain, KeyLimits limits) {
        if (limits.votesOnly()) {
            return Optional.of(
                    new SigningGap(
                            "signs no vote extensions and no raw bytes: on a chain with extensions"
                                    + " it makes no precommit for a block",
                            true,
                            "use it on chains without, and not with nodes of CometBFT v0.38.10 or"
                                    + " older v0.38, which stop when an extension's signature is"
                                    + " missing even there"));
        }
        int room = limits.messageBytesMax() - extended(chain, 0);
        if (room >= EXTENSION_BYTES_MAX) {
            return Optional.empty();
        }
        // The lengths in front of a longer extension are longer themselves.
        while (room >= 0 && extended(chain, room) > limits.messageBytesMax()) {
            room--;
        }
        String what =
                room < 0
                        ? "signs no vote extensions"
                        : "signs no vote extensions of more than " + room + " bytes";
        return Optional.of(new SigningGap(what, room < 0, "it is of no matter without extensions"));
    }

    private static int extended(ChainId chain, int bytes) {
        return SignBytes.ofExtension(Bytes.of(new byte[bytes]), 1, 1, chain).length();
    }
}
