package countersign.guard;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;

import countersign.bytes.Bug;
import countersign.bytes.Bytes;
import countersign.consensus.BlockId;
import countersign.consensus.ConsensusMessage;
import countersign.consensus.SignBytes;

import org.junit.jupiter.api.Test;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;

/// What the guard permits beside votes and proposals: their extensions, and raw bytes.
class RawSigningTest {
    private static final Bytes RAW = Bytes.of((byte) 1);

    private final Guard guard = guard(RawSigning.FORBIDDEN, Integer.MAX_VALUE);
    private final Guard lenient = guard(new RawSigning(true, true), Integer.MAX_VALUE);

    @Test
    void extension_isPermittedBesideItsPrecommit() {
        Extension extension = new Extension(Bytes.of((byte) 7), Bytes.EMPTY);
        ConsensusMessage vote = Samples.precommit(1, 0, Samples.A);
        List<Bytes> messages = allowed(guard.judge(vote, Optional.of(extension))).use();
        assertEquals(
                List.of(
                        SignBytes.of(vote, Samples.CHAIN),
                        SignBytes.ofExtension(Bytes.of((byte) 7), 1, 0, Samples.CHAIN),
                        Bytes.EMPTY),
                messages);
    }

    @Test
    void extensionOfAnythingElse_isBug() {
        Optional<Extension> extension = Optional.of(new Extension(Bytes.EMPTY, Bytes.EMPTY));
        for (ConsensusMessage other :
                List.of(
                        Samples.prevote(1, 0, Samples.A),
                        Samples.precommit(1, 0, BlockId.NIL),
                        Samples.proposal(1, 0, Samples.A))) {
            assertThrows(Bug.class, () -> guard.judge(other, extension));
        }
        assertEquals(new Mark.Unsigned(), guard.mark());
    }

    @Test
    void bareExtension_isRefusedByDefaultAndMovesNoMark() {
        Extension bare = new Extension(Bytes.EMPTY, Bytes.of((byte) 0xFF));
        assertEquals(
                new Verdict.Refused(Refusal.RAW_BYTES, new Mark.Unsigned()),
                guard.judge(Samples.precommit(1, 0, Samples.A), Optional.of(bare)));
    }

    @Test
    void bareExtensionWhereAllowed_isPermittedUnlessItCouldBeMistaken() {
        ConsensusMessage vote = Samples.precommit(1, 0, Samples.A);
        for (Bytes mistakable :
                List.of(
                        SignBytes.of(vote, Samples.CHAIN),
                        SignBytes.ofRawBytes(Samples.CHAIN, Bytes.of((byte) 1), "id"))) {
            Extension bare = new Extension(Bytes.EMPTY, mistakable);
            assertInstanceOf(Verdict.Refused.class, lenient.judge(vote, Optional.of(bare)));
        }
        Bytes harmless = Bytes.of((byte) 0xFF, (byte) 0xFF);
        Extension bare = new Extension(Bytes.EMPTY, harmless);
        assertEquals(harmless, allowed(lenient.judge(vote, Optional.of(bare))).use().getLast());
    }

    @Test
    void rawBytes_areRefusedByDefault() {
        assertEquals(
                new Verdict.Refused(Refusal.RAW_BYTES, new Mark.Unsigned()),
                guard.judgeRawBytes(RAW, "id"));
    }

    @Test
    void rawBytesWithoutContentOrName_areRefusedWhereAllowed() {
        Verdict refused = new Verdict.Refused(Refusal.RAW_BYTES, new Mark.Unsigned());
        assertEquals(refused, lenient.judgeRawBytes(Bytes.EMPTY, "id"));
        assertEquals(refused, lenient.judgeRawBytes(RAW, ""));
    }

    @Test
    void rawBytesAfterTheDiskFailed_areRefused() {
        Guard failing = guard(new RawSigning(true, true), 10); // opening takes nine
        allowed(failing.judgeRawBytes(RAW, "id"));
        Verdict refused = new Verdict.Refused(Refusal.POISONED, new Mark.Unsigned());
        assertEquals(refused, failing.judge(Samples.prevote(1, 0, Samples.A), Optional.empty()));
        assertEquals(refused, failing.judgeRawBytes(RAW, "id"));
    }

    @Test
    void rawBytesWhereAllowed_carryTheirDomainWhateverTheyAre() {
        Bytes vote = SignBytes.of(Samples.precommit(1, 0, Samples.A), Samples.CHAIN);
        Bytes signed = allowed(lenient.judgeRawBytes(vote, "id")).use().getFirst();
        Bytes domain = Bytes.of("COMET::RAW_BYTES::SIGN".getBytes(StandardCharsets.US_ASCII));
        assertEquals(domain, signed.first(domain.length()));
    }

    private static Permit allowed(Verdict verdict) {
        return assertInstanceOf(Verdict.Allowed.class, verdict).permit();
    }

    /// Over a disk whose n-th operation fails.
    private static Guard guard(RawSigning rawSigning, int n) {
        Disk disk =
                new FailingDisk(
                        SimulatedDisk.created(new Mark.Unsigned()), FailingDisk.Failure.EIO, n);
        try {
            StateFile state = StateFile.open(disk, Samples.CHAIN, Samples.KEY);
            return new Guard(Samples.CHAIN, Samples.KEY, state, rawSigning, _ -> {});
        } catch (StoreException e) {
            throw new AssertionError("the disk opens", e);
        }
    }
}
