package countersign.verdicts;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import countersign.consensus.ConsensusMessage;
import countersign.consensus.Proposal;
import countersign.guard.Judgement;
import countersign.guard.Mark;
import countersign.guard.Refusal;
import countersign.guard.Rules;
import countersign.proof.Figures;
import countersign.proof.Proof;

import org.junit.jupiter.api.Test;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/// What CometBFT's FilePV and tmkms decided, request by request, beside what we do. Where we decide
/// otherwise, `docs/deviations.md` gives the reason; without one it is a bug.
class DecisionTablesTest {
    private static final Path REASONS = Path.of("../docs/deviations.md");
    private static final Pattern REASON =
            Pattern.compile("(?m)^\\| (\\w+) \\| (\\w+) \\| `(.)` \\| `(.)` \\| .{20,} \\|$");

    /// `signer` sees `theirs` where we see `ours`, for a `kind` of message.
    private record Deviation(String signer, String kind, char theirs, char ours)
            implements Comparable<Deviation> {
        @Override
        public int compareTo(Deviation other) {
            return toString().compareTo(other.toString());
        }
    }

    private final Map<Deviation, Integer> found = new TreeMap<>();
    private long compared;

    @Proof("A2")
    void everyVerdictOnOneAndOnTwoRequests_isTheirsOrExplained(Figures figures) throws IOException {
        for (String signer : new String[] {"filepv", "tmkms"}) {
            compareTable(signer, Recorded.of(signer));
        }
        figures.found("verdicts of FilePV and tmkms", compared);
        figures.found("kinds of deviation, all explained", found.size());
        assertEquals(2 * (216 + 216 * 216), compared);
        assertEquals(explained(Files.readString(REASONS)), found.keySet());
    }

    @Proof("A2")
    void randomHistory_isJudgedAsFilePvDid(Figures figures) throws IOException {
        Recorded recorded = Recorded.of("filepv");
        int requests = figures.size("random requests", 10_000, recorded.random().length());
        Walk walk = new Walk(recorded.seed());
        Mark mark = new Mark.Unsigned();
        for (int i = 0; i < requests; i++) {
            ConsensusMessage asked = walk.request();
            compare("filepv", mark, asked, recorded.random().charAt(i));
            if (Rules.judge(mark, asked) instanceof Judgement.Advance(Mark.Held next)) {
                mark = next;
            }
        }
        assertTrue(recorded.random().chars().distinct().count() == 6, "every verdict comes up");
        assertTrue(explained(Files.readString(REASONS)).containsAll(found.keySet()));
    }

    /// The test of the test.
    @Test
    void recordedVerdictThatWeDoNotShare_isFound() {
        Recorded recorded = Recorded.of("filepv");
        ConsensusMessage asked = recorded.requests().getFirst();
        compare("filepv", new Mark.Unsigned(), asked, 'C');
        assertEquals(Set.of(new Deviation("filepv", "proposal", 'C', '+')), found.keySet());
        assertThrows(
                AssertionError.class,
                () -> assertEquals(explained(Files.readString(REASONS)), found.keySet()));
    }

    private void compareTable(String signer, Recorded recorded) {
        for (int i = 0; i < recorded.requests().size(); i++) {
            ConsensusMessage first = recorded.requests().get(i);
            compare(signer, new Mark.Unsigned(), first, recorded.first().charAt(i));
            for (int j = 0; j < recorded.requests().size(); j++) {
                compare(
                        signer,
                        new Mark.Held(first),
                        recorded.requests().get(j),
                        recorded.second().get(i).charAt(j));
            }
        }
    }

    private void compare(String signer, Mark mark, ConsensusMessage asked, char theirs) {
        compared++;
        char ours = letter(mark, Rules.judge(mark, asked));
        if (ours != theirs) {
            String kind = asked instanceof Proposal ? "proposal" : "vote";
            found.merge(new Deviation(signer, kind, theirs, ours), 1, Integer::sum);
        }
    }

    private static char letter(Mark mark, Judgement judged) {
        return switch (judged) {
            case Judgement.Advance _ -> '+';
            case Judgement.Again(ConsensusMessage signed) ->
                    mark.equals(new Mark.Held(signed)) ? '=' : '~';
            case Judgement.Refuse(Refusal reason) ->
                    switch (reason) {
                        case HEIGHT_REGRESSION -> 'H';
                        case ROUND_REGRESSION -> 'R';
                        case STEP_REGRESSION -> 'S';
                        case CONFLICT -> 'C';
                        case BURNT,
                                RAW_BYTES,
                                BELOW_FLOOR,
                                FLOOR_AWAITED,
                                HEIGHT_JUMP,
                                BUSY,
                                POISONED ->
                                '?';
                    };
        };
    }

    private static Set<Deviation> explained(String page) {
        return REASON.matcher(page)
                .results()
                .map(
                        row ->
                                new Deviation(
                                        row.group(1),
                                        row.group(2),
                                        row.group(3).charAt(0),
                                        row.group(4).charAt(0)))
                .collect(Collectors.toCollection(TreeSet::new));
    }
}
