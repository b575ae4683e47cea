package countersign.harness.wire;

import static org.junit.jupiter.api.Assertions.assertEquals;

import countersign.bytes.Bytes;
import countersign.consensus.BlockId;
import countersign.consensus.Hrs;
import countersign.consensus.Step;
import countersign.consensus.Timestamp;
import countersign.consensus.Vote;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import java.util.EnumSet;
import java.util.List;
import java.util.Optional;

final class DialectTest {
    private static final Bytes HASH = Bytes.of(new byte[32]);
    private static final BlockId BLOCK = new BlockId(HASH, 1, HASH);
    private static final Vote PREVOTE = vote(Step.PREVOTE, BLOCK);
    private static final Vote NIL_PRECOMMIT = vote(Step.PRECOMMIT, BlockId.NIL);
    private static final Vote PRECOMMIT = vote(Step.PRECOMMIT, BLOCK);
    private static final EnumSet<Dialect> BEFORE_EXTENSIONS =
            EnumSet.of(Dialect.V0_34, Dialect.V0_37);

    @ParameterizedTest
    @EnumSource
    void extensionSignatureWhereNoneBelongs_haltsTheNode(Dialect dialect) {
        for (Vote vote : List.of(PREVOTE, NIL_PRECOMMIT)) {
            for (boolean enabled : new boolean[] {false, true}) {
                assertHalts(
                        !BEFORE_EXTENSIONS.contains(dialect), dialect, vote, enabled, true, false);
                assertHalts(dialect == Dialect.V2_0_RC1, dialect, vote, enabled, false, true);
                assertHalts(false, dialect, vote, enabled, false, false);
            }
        }
    }

    @ParameterizedTest
    @EnumSource
    void missingExtensionSignature_haltsWhereEnabledAndStrictNodesAlways(Dialect dialect) {
        boolean strict = dialect == Dialect.V0_38_STRICT;
        assertHalts(strict, dialect, PRECOMMIT, false, false, false);
        assertHalts(!BEFORE_EXTENSIONS.contains(dialect), dialect, PRECOMMIT, true, false, false);
    }

    @ParameterizedTest
    @EnumSource
    void missingNonRpSignature_haltsV2WhereEnabled(Dialect dialect) {
        assertHalts(false, dialect, PRECOMMIT, false, true, false);
        assertHalts(dialect == Dialect.V2_0_RC1, dialect, PRECOMMIT, true, true, false);
    }

    @ParameterizedTest
    @EnumSource
    void bothSignatures_areFineOnAPrecommitForABlock(Dialect dialect) {
        assertHalts(false, dialect, PRECOMMIT, true, true, true);
        assertHalts(false, dialect, PRECOMMIT, false, true, true);
    }

    @ParameterizedTest
    @EnumSource
    void skip_isAskedForPrevotesAndWhereExtensionsAreOff(Dialect dialect) {
        boolean v1 = dialect == Dialect.V1_0 || dialect == Dialect.V2_0_RC1;
        assertEquals(v1, dialect.skipsExtensions(PREVOTE, true));
        assertEquals(v1, dialect.skipsExtensions(PRECOMMIT, false));
        assertEquals(false, dialect.skipsExtensions(PRECOMMIT, true));
        assertEquals(false, dialect.skipsExtensions(NIL_PRECOMMIT, true));
    }

    @ParameterizedTest
    @EnumSource
    void answersAreShort_butForV0_40(Dialect dialect) {
        assertEquals(dialect == Dialect.V0_40 ? 1_056_218 : 10_240, dialect.answerBytesMax());
    }

    @Test
    void labels_leadBackToTheirDialects() {
        for (Dialect dialect : Dialect.values()) {
            assertEquals(Optional.of(dialect), Dialect.ofLabel(dialect.label()));
        }
        assertEquals(Optional.empty(), Dialect.ofLabel("v0.33"));
    }

    private static void assertHalts(
            boolean expected,
            Dialect dialect,
            Vote vote,
            boolean enabled,
            boolean one,
            boolean two) {
        assertEquals(
                expected,
                dialect.extensionObjection(vote, enabled, one, two).isPresent(),
                dialect + " " + vote.kind() + " enabled " + enabled + " " + one + " " + two);
    }

    private static Vote vote(Step step, BlockId block) {
        return new Vote(new Hrs(5, 0, step), block, new Timestamp(1, 0));
    }
}
