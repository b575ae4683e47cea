package countersign.verdicts;

import static countersign.verdicts.Given.CHAIN;
import static countersign.verdicts.Given.KEY;
import static countersign.verdicts.Given.T1;
import static countersign.verdicts.Given.T2;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import countersign.bytes.Bytes;
import countersign.consensus.BlockId;
import countersign.consensus.ConsensusMessage;
import countersign.consensus.Hrs;
import countersign.consensus.Proposal;
import countersign.consensus.SignBytes;
import countersign.consensus.Step;
import countersign.consensus.Timestamp;
import countersign.consensus.Vote;
import countersign.guard.Extension;
import countersign.guard.Guard;
import countersign.guard.Mark;
import countersign.guard.RawSigning;
import countersign.proof.Figures;
import countersign.proof.Proof;

import org.junit.jupiter.api.Test;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Every history of requests, extensions included, through the guard itself. Judged by nothing but
/// the bytes that it releases: two that differ in more than their time, in one height, round and
/// step, are a conflict, and so is anything below what was released.
class GuardHistoriesTest {
    private static final int MAX = Integer.MAX_VALUE;
    private static final List<Hrs> PLACES =
            List.of(
                    new Hrs(1, 0, Step.PROPOSE),
                    new Hrs(1, MAX, Step.PROPOSE),
                    new Hrs(Long.MAX_VALUE, 0, Step.PROPOSE));

    /// A request, and all that must be released if any of it is.
    private record Asked(
            ConsensusMessage message, Optional<Extension> extension, Bytes own, Bytes timeless) {
        Asked(ConsensusMessage message, Optional<Extension> extension) {
            this(
                    message,
                    extension,
                    SignBytes.of(message, CHAIN),
                    SignBytes.of(message.at(Timestamp.GO_ZERO), CHAIN));
        }
    }

    /// What was released last, and is the highest: nothing may be below it.
    private record Released(Hrs place, Bytes timeless, Bytes own) {}

    private final MarksInMemory marks = new MarksInMemory();
    private final Guard guard = new Guard(CHAIN, KEY, marks, RawSigning.FORBIDDEN, _ -> {});
    private final List<Asked> domain = domain();
    private long histories;
    private long released;
    private long repeated;

    @Proof("A1")
    void everyHistoryWithExtensions_releasesNoConflict(Figures figures) {
        int length = figures.size("requests in a history", 3, 4);
        assertEquals(60, domain.size());
        walk(Optional.empty(), length);
        figures.found("histories", histories);
        figures.found("signatures released", released);
        assertEquals(Math.round(Math.pow(60, length)), histories);
        // Longer histories hold more refusals, but never only those.
        assertTrue(released > histories / 8 && repeated > 1_000, "most requests are refused");
    }

    /// The test of the test: marks that fall back are found out.
    @Test
    void forgottenMark_isFound() {
        Optional<Released> first = ask(domain.get(0), Optional.empty());
        marks.rewind(new Mark.Unsigned());
        assertThrows(AssertionError.class, () -> ask(domain.get(2), first));
    }

    private void walk(Optional<Released> last, int depth) {
        if (depth == 0) {
            histories++;
            return;
        }
        Mark before = marks.current();
        for (Asked asked : domain) {
            walk(ask(asked, last), depth - 1);
            marks.rewind(before);
        }
    }

    private Optional<Released> ask(Asked asked, Optional<Released> last) {
        List<Bytes> signed = Given.released(guard.judge(asked.message(), asked.extension()));
        if (signed.isEmpty()) {
            return last;
        }
        released++;
        Hrs place = asked.message().hrs();
        boolean again = last.isPresent() && last.get().place().equals(place);
        Bytes expected = asked.own();
        if (again) {
            repeated++;
            require(last.get().timeless().equals(asked.timeless()), "a conflict", asked);
            expected = asked.message() instanceof Vote ? last.get().own() : asked.own();
        } else {
            require(
                    last.isEmpty() || place.compareTo(last.get().place()) > 0,
                    "below what was released",
                    asked);
        }
        require(signed.getFirst().equals(expected), "other bytes than those asked for", asked);
        require(
                signed.subList(1, signed.size()).equals(extensions(asked)),
                "other extensions than those asked for",
                asked);
        return Optional.of(new Released(place, asked.timeless(), expected));
    }

    private static void require(boolean kept, String otherwise, Asked asked) {
        if (!kept) {
            throw new AssertionError(otherwise + ": " + asked);
        }
    }

    private static List<Bytes> extensions(Asked asked) {
        Hrs place = asked.message().hrs();
        return asked.extension()
                .map(
                        extension ->
                                List.of(
                                        SignBytes.ofExtension(
                                                extension.content(),
                                                place.height(),
                                                place.round(),
                                                CHAIN),
                                        Bytes.EMPTY))
                .orElse(List.of());
    }

    private static List<Asked> domain() {
        BlockId a = Given.block(1);
        BlockId b = Given.block(2);
        List<Asked> domain = new ArrayList<>();
        for (Hrs place : PLACES) {
            for (Proposal proposal :
                    List.of(
                            new Proposal(place, -1, a, T1),
                            new Proposal(place, -1, a, T2),
                            new Proposal(place, 0, a, T1),
                            new Proposal(place, -1, b, T1))) {
                domain.add(new Asked(proposal, Optional.empty()));
            }
            for (Step step : List.of(Step.PREVOTE, Step.PRECOMMIT)) {
                Hrs hrs = new Hrs(place.height(), place.round(), step);
                for (BlockId id : List.of(BlockId.NIL, a, b)) {
                    domain.add(new Asked(new Vote(hrs, id, T1), Optional.empty()));
                    domain.add(new Asked(new Vote(hrs, id, T2), Optional.empty()));
                }
            }
            for (BlockId id : List.of(a, b)) {
                for (String content : List.of("", "07")) {
                    Hrs hrs = new Hrs(place.height(), place.round(), Step.PRECOMMIT);
                    Extension extension = new Extension(Bytes.ofHex(content), Bytes.EMPTY);
                    domain.add(new Asked(new Vote(hrs, id, T2), Optional.of(extension)));
                }
            }
        }
        return domain;
    }
}
