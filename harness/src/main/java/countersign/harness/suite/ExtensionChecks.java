package countersign.harness.suite;

import countersign.bytes.Bytes;
import countersign.connection.PeerException;
import countersign.consensus.BlockId;
import countersign.consensus.Vote;
import countersign.harness.node.Signed;
import countersign.harness.wire.Dialect;
import countersign.harness.wire.Extensions;
import countersign.harness.wire.Query;

import java.nio.charset.StandardCharsets;
import java.util.List;

/// Vote extensions, where a wrong answer halts the node.
final class ExtensionChecks {
    private static final Extensions SMALL = extension("an extension");
    private static final Extensions OTHER = extension("another extension");

    private ExtensionChecks() {}

    static List<ConformanceCheck> all() {
        return List.of(
                where("extension", stage -> signed(stage, SMALL)),
                where("empty extension", stage -> signed(stage, Extensions.NONE)),
                where("extension of 1 MiB", ExtensionChecks::large),
                where("two extensions of one precommit", ExtensionChecks::two),
                where("no extension signature on other votes", ExtensionChecks::otherVotes),
                where("extensions off", ExtensionChecks::off),
                where("extension on a prevote", ExtensionChecks::onPrevote),
                where("extension on a nil precommit", ExtensionChecks::onNilPrecommit),
                new ConformanceCheck(
                        "skipped extension", Dialect::isV1OrLater, ExtensionChecks::skipped));
    }

    private static ConformanceCheck where(String name, ConformanceCheck.Body body) {
        return new ConformanceCheck(name, Dialect::hasExtensions, body);
    }

    private static Signed signed(Stage stage, Extensions extensions)
            throws CheckFailedException, PeerException {
        long height = stage.nextHeight();
        return stage.given(
                stage.node().sign(stage.precommit(height, 0, stage.block(height)), extensions));
    }

    private static void large(Stage stage) throws CheckFailedException, PeerException {
        signed(stage, new Extensions(Bytes.of(new byte[Dialect.EXTENSION_BYTES_MAX]), Bytes.EMPTY));
    }

    /// Extensions are no part of what may be signed once.
    private static void two(Stage stage) throws CheckFailedException, PeerException {
        long height = stage.nextHeight();
        Vote vote = stage.precommit(height, 0, stage.block(height));
        Signed one = stage.given(stage.node().sign(vote, SMALL));
        Signed two = stage.given(stage.node().sign(vote.at(stage.nextTime()), OTHER));
        Stage.demand(one.signature().equals(two.signature()), "there are two signatures for it");
    }

    private static void otherVotes(Stage stage) throws CheckFailedException, PeerException {
        long height = stage.nextHeight();
        stage.signs(stage.prevote(height, 0, stage.block(height)));
        stage.signs(stage.precommit(height, 0, BlockId.NIL));
        stage.signs(stage.prevote(height, 1, BlockId.NIL));
    }

    private static void off(Stage stage) throws CheckFailedException, PeerException {
        stage.withExtensions(
                false,
                () -> {
                    long height = stage.nextHeight();
                    stage.signs(stage.prevote(height, 0, stage.block(height)));
                    stage.signs(stage.precommit(height, 0, stage.block(height)));
                    stage.signs(stage.precommit(height, 1, BlockId.NIL));
                });
    }

    private static void onPrevote(Stage stage) throws CheckFailedException, PeerException {
        long height = stage.nextHeight();
        refused(stage, stage.prevote(height, 0, stage.block(height)));
    }

    private static void onNilPrecommit(Stage stage) throws CheckFailedException, PeerException {
        refused(stage, stage.precommit(stage.nextHeight(), 0, BlockId.NIL));
    }

    private static void skipped(Stage stage) throws CheckFailedException, PeerException {
        stage.withExtensions(
                false,
                () ->
                        Stage.demand(
                                signed(stage, Extensions.NONE).extensionSignature().isEmpty(),
                                "it was signed all the same"));
    }

    private static void refused(Stage stage, Vote vote) throws CheckFailedException, PeerException {
        boolean skips = stage.dialect().skipsExtensions(vote, true);
        Query.SignVote ask =
                new Query.SignVote(stage.chain(), vote, stage.node().voter(), SMALL, skips);
        stage.refused(() -> stage.node().ask(ask));
    }

    private static Extensions extension(String content) {
        return new Extensions(Bytes.of(content.getBytes(StandardCharsets.US_ASCII)), Bytes.EMPTY);
    }
}
