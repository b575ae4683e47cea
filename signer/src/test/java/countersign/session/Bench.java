package countersign.session;

import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import countersign.bytes.Bytes;
import countersign.connection.Ticker;
import countersign.consensus.BlockId;
import countersign.consensus.ChainId;
import countersign.consensus.ConsensusMessage;
import countersign.consensus.Hrs;
import countersign.consensus.Proposal;
import countersign.consensus.Step;
import countersign.consensus.Timestamp;
import countersign.consensus.Vote;
import countersign.event.LinkName;
import countersign.guard.Guard;
import countersign.guard.Mark;
import countersign.guard.RawSigning;
import countersign.keyring.ConsensusSigner;
import countersign.keyring.TestKey;
import countersign.privval.Request;
import countersign.privval.Response;

import java.time.Duration;
import java.util.OptionalLong;

/// One validator with all the real rooms in it, and messages for it to sign.
final class Bench {
    static final ChainId CHAIN = new ChainId("bench-1");
    static final LinkName LINK = new LinkName(CHAIN, "tcp://127.0.0.1:26659");
    static final Duration TIMEOUT = Duration.ofSeconds(10);
    static final BlockId A = block("aa");
    static final BlockId B = block("bb");
    static final Timestamp NOON = new Timestamp(1_700_000_000L, 1);
    static final Timestamp LATER = new Timestamp(1_700_000_009L, 7);

    final HeardEvents events = new HeardEvents();
    final TestKey key;
    final MemoryMarks marks;
    final Guard guard;
    final Validator validator;

    Bench() {
        this(new Mark.Unsigned(), RawSigning.FORBIDDEN);
    }

    Bench(Mark first, RawSigning rawSigning) {
        this(first, Guard.Limits.of(rawSigning));
    }

    Bench(Mark first, Guard.Limits limits) {
        this(first, limits, new TestKey());
    }

    Bench(Mark first, Guard.Limits limits, TestKey key) {
        this.key = key;
        marks = new MemoryMarks(first);
        guard = new Guard(CHAIN, key.publicKey(), marks, limits, events);
        validator = new Validator(guard, new ConsensusSigner(key));
    }

    Session session() {
        return session(OptionalLong.empty(), Ticker.SYSTEM);
    }

    Session session(OptionalLong heightMax, Ticker ticker) {
        return new Session(
                validator, new LinkSettings(LINK, heightMax, true, TIMEOUT), events, ticker);
    }

    Session session(boolean reconnects, Duration timeout) {
        return new Session(
                validator,
                new LinkSettings(LINK, OptionalLong.empty(), reconnects, timeout),
                events,
                Ticker.SYSTEM);
    }

    static Vote prevote(long height, int round, BlockId block, Timestamp time) {
        return new Vote(new Hrs(height, round, Step.PREVOTE), block, time);
    }

    static Vote precommit(long height, int round, BlockId block, Timestamp time) {
        return new Vote(new Hrs(height, round, Step.PRECOMMIT), block, time);
    }

    static Proposal proposal(long height, int round, BlockId block, Timestamp time) {
        return new Proposal(new Hrs(height, round, Step.PROPOSE), -1, block, time);
    }

    static Request ask(ConsensusMessage message) {
        return switch (message) {
            case Vote vote ->
                    new Request.SignVote("bench-1", vote, Bytes.EMPTY, Bytes.EMPTY, false);
            case Proposal proposal -> new Request.SignProposal("bench-1", proposal);
        };
    }

    static Request extended(Vote vote, Bytes extension, Bytes nonRpExtension) {
        return new Request.SignVote("bench-1", vote, extension, nonRpExtension, true);
    }

    static Request extended(Bytes nonRpExtension) {
        return extended(precommit(5, 0, A, NOON), Bytes.EMPTY, nonRpExtension);
    }

    static Response.Signed signed(Response answer) {
        return assertInstanceOf(Response.Signed.class, answer);
    }

    static Response.Failed failed(Response answer) {
        return assertInstanceOf(Response.Failed.class, answer);
    }

    private static BlockId block(String digits) {
        return new BlockId(Bytes.ofHex(digits.repeat(32)), 1, Bytes.ofHex(digits.repeat(32)));
    }
}
