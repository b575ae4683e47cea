package countersign.harness.suite;

import static countersign.harness.suite.ConformanceCheck.everywhere;

import countersign.bytes.Bytes;
import countersign.connection.PeerException;
import countersign.harness.node.NodeLink;
import countersign.harness.wire.Answer;
import countersign.harness.wire.AnswerDecoder;
import countersign.harness.wire.ProtoWriter;
import countersign.harness.wire.Query;
import countersign.harness.wire.QueryEncoder;

import java.time.Duration;
import java.util.List;

/// Links that stutter, break or carry rubbish: the signer comes back and signs on.
final class LinkChecks {
    /// A message whose only field is longer than the message.
    private static final Bytes GARBAGE = ProtoWriter.delimited(Bytes.ofHex("0affffff0f"));

    private static final Bytes NOTHING = ProtoWriter.delimited(Bytes.EMPTY);
    private static final Bytes HUGE_LENGTH = Bytes.ofHex("ffffffff07");
    private static final Bytes ENDLESS_LENGTH = Bytes.ofHex("ffffffffffffffffffff");
    private static final Duration REACTION = Duration.ofSeconds(1);

    private LinkChecks() {}

    static List<ConformanceCheck> all() {
        return List.of(
                everywhere("request in single bytes", LinkChecks::singleBytes),
                everywhere("back after a close", stage -> afterwards(stage, NodeLink::close)),
                everywhere("back after a reset", stage -> afterwards(stage, NodeLink::reset)),
                everywhere(
                        "back after half a request",
                        stage -> afterwards(stage, link -> half(stage, link))),
                everywhere(
                        "back after garbage",
                        stage -> afterwards(stage, link -> rubbish(stage, link, GARBAGE))),
                everywhere(
                        "back after an empty message",
                        stage -> afterwards(stage, link -> rubbish(stage, link, NOTHING))),
                everywhere(
                        "back after an unbearable length",
                        stage -> afterwards(stage, link -> rubbish(stage, link, HUGE_LENGTH))),
                everywhere(
                        "back after an endless length",
                        stage -> afterwards(stage, link -> rubbish(stage, link, ENDLESS_LENGTH))));
    }

    private static void singleBytes(Stage stage) throws CheckFailedException, PeerException {
        Bytes request =
                ProtoWriter.delimited(
                        QueryEncoder.encode(new Query.ShowKey(stage.chain()), stage.dialect()));
        Bytes answer =
                stage.node()
                        .onLink(
                                link -> {
                                    for (int at = 0; at < request.length(); at++) {
                                        link.write(
                                                request.slice(at, at + 1),
                                                stage.node().readWriteDeadline());
                                    }
                                    return link.receive(stage.node().readWriteDeadline());
                                });
        Stage.demand(
                AnswerDecoder.decode(answer).answer() instanceof Answer.ShownKey,
                "it was not answered with a key");
    }

    /// Does it to the link, drops what is left of it and demands a signature on the next one.
    private static void afterwards(Stage stage, Harm harm)
            throws CheckFailedException, PeerException {
        stage.given(stage.node().ping());
        stage.node()
                .onLink(
                        link -> {
                            harm.inflict(link);
                            return true;
                        });
        stage.node().drop();
        long height = stage.nextHeight();
        stage.signs(stage.prevote(height, 0, stage.block(height)));
    }

    private static void half(Stage stage, NodeLink link) throws PeerException {
        Bytes request =
                ProtoWriter.delimited(
                        QueryEncoder.encode(new Query.ShowKey(stage.chain()), stage.dialect()));
        link.write(request.first(request.length() / 2), stage.node().readWriteDeadline());
    }

    /// Sends the bytes and waits for the signer to see them: it closes, answers with an error or
    /// waits for more, and each is fine.
    private static void rubbish(Stage stage, NodeLink link, Bytes bytes) throws PeerException {
        link.write(bytes, stage.node().readWriteDeadline());
        try {
            link.receive(stage.node().deadline(REACTION));
        } catch (PeerException closedOrSilent) {
            link.close();
        }
    }

    private interface Harm {
        void inflict(NodeLink link) throws PeerException;
    }
}
