package countersign.harness.hostile;

import static countersign.harness.Fixtures.CHAIN;
import static countersign.harness.Fixtures.LOOPBACK;
import static countersign.harness.Fixtures.QUICK;
import static countersign.harness.Fixtures.SOURCES;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import countersign.bytes.Bytes;
import countersign.connection.PeerException;
import countersign.connection.PeerFault;
import countersign.harness.node.ListenAddress;
import countersign.harness.node.ListenException;
import countersign.harness.node.NodeTimings;
import countersign.harness.signer.Fault;
import countersign.harness.signer.TestSigner;
import countersign.harness.wire.Answer;
import countersign.harness.wire.AnswerDecoder;
import countersign.harness.wire.Dialect;
import countersign.harness.wire.ProtoWriter;
import countersign.harness.wire.Query;
import countersign.harness.wire.QueryEncoder;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/// Each script does what it says to a signer, which is back for the next one.
final class HostileNodeTest {
    private static final Bytes PING = QueryEncoder.encode(new Query.Ping(), Dialect.V0_38);
    private static final List<Act> GOOD =
            List.of(new Act.Handshake(), new Act.Send(PING), new Act.Read());

    private HostileNode node;
    private TestSigner signer;

    @BeforeEach
    void start() throws ListenException {
        node = HostileNode.listen(LOOPBACK, QUICK, SOURCES);
        signer = TestSigner.start(node.address(), CHAIN, Fault.NONE);
    }

    @AfterEach
    void stop() {
        signer.close();
        node.close();
    }

    @Test
    void goodScript_isAnswered() throws PeerException {
        Transcript transcript = node.play(GOOD, Cut.NOWHERE);
        assertEquals(Optional.empty(), transcript.broken());
        assertInstanceOf(
                Answer.Pong.class, AnswerDecoder.decode(transcript.answers().getFirst()).answer());
    }

    @Test
    void dripAndParts_arriveAsOneRequest() throws PeerException {
        Bytes delimited = ProtoWriter.delimited(PING);
        assertAnswered(
                new Act.Handshake(), new Act.Drip(delimited, Duration.ofMillis(1)), new Act.Read());
        assertAnswered(
                new Act.Handshake(),
                new Act.SendPart(PING, 1),
                new Act.Write(PING.slice(1, PING.length())),
                new Act.Read());
    }

    @Test
    void flood_isAnsweredOneByOne() throws PeerException {
        List<Act> acts =
                List.of(
                        new Act.Handshake(),
                        new Act.Flood(PING, 20),
                        new Act.Read(),
                        new Act.Read(),
                        new Act.Read());
        assertEquals(3, node.play(acts, Cut.NOWHERE).answers().size());
    }

    @Test
    void noiseInTheHandshake_isHungUpOn() throws PeerException {
        Transcript transcript =
                node.play(List.of(new Act.Noise(1_000_000, 7), new Act.Handshake()), Cut.NOWHERE);
        assertTrue(transcript.broken().isPresent(), "the signer hung up");
        assertBack();
    }

    @Test
    void noiseAfterTheHandshake_isHungUpOn() throws PeerException {
        // The bytes are sealed properly; what is inside is no message.
        List<Act> acts = List.of(new Act.Handshake(), new Act.Noise(4_000_000, 7), new Act.Read());
        assertTrue(node.play(acts, Cut.NOWHERE).broken().isPresent(), "the signer hung up");
        assertBack();
    }

    @Test
    void resetAndIdleAndHalf_letTheSignerComeBack() throws PeerException {
        node.play(List.of(new Act.Handshake(), new Act.Reset()), Cut.NOWHERE);
        assertBack();
        node.play(List.of(new Act.Idle(Duration.ofMillis(5))), Cut.NOWHERE);
        assertBack();
        node.play(List.of(new Act.Handshake(), new Act.SendPart(PING, 1)), Cut.NOWHERE);
        assertBack();
    }

    @Test
    void cutAtEachByteOfTheHandshakesStart_endsThereAndNowhereElse() throws PeerException {
        for (int at = 0; at < 35; at += 5) {
            Transcript written = node.play(GOOD, Cut.afterWriting(at));
            assertEquals(Optional.of(PeerFault.CLOSED_BY_US), written.broken(), "writing " + at);
            Transcript read = node.play(GOOD, Cut.afterReading(at));
            assertEquals(Optional.of(PeerFault.CLOSED_BY_US), read.broken(), "reading " + at);
        }
        assertBack();
    }

    @Test
    void cutBehindTheScript_changesNothing() throws PeerException {
        // 35 bytes of the ephemeral key, one frame for the proof and one for the ping.
        long bytes = 35 + 2 * 1_044;
        assertEquals(Optional.empty(), node.play(GOOD, new Cut(bytes, bytes)).broken());
        assertEquals(
                Optional.of(PeerFault.CLOSED_BY_US),
                node.play(GOOD, Cut.afterReading(bytes - 1)).broken());
    }

    @Test
    void unixScript_hasNoHandshake(@TempDir Path folder) throws Exception {
        ListenAddress address = new ListenAddress.Unix(folder.resolve("pv.sock"));
        try (HostileNode unix = HostileNode.listen(address, QUICK, SOURCES);
                TestSigner _ = TestSigner.start(address, CHAIN, Fault.NONE)) {
            assertEquals(Optional.empty(), unix.play(GOOD, Cut.NOWHERE).broken());
            List<Act> reset = List.of(new Act.Handshake(), new Act.Reset());
            assertEquals(Optional.empty(), unix.play(reset, Cut.NOWHERE).broken());
        }
    }

    @Test
    void nobodyConnects_isAnException() throws Exception {
        NodeTimings hasty = QUICK.withAccept(Duration.ofMillis(20));
        try (HostileNode lonely = HostileNode.listen(LOOPBACK, hasty, SOURCES)) {
            assertThrows(PeerException.class, () -> lonely.play(GOOD, Cut.NOWHERE));
        }
    }

    private void assertAnswered(Act... acts) throws PeerException {
        Transcript transcript = node.play(List.of(acts), Cut.NOWHERE);
        assertEquals(Optional.empty(), transcript.broken());
        assertEquals(1, transcript.answers().size());
    }

    private void assertBack() throws PeerException {
        assertEquals(Optional.empty(), node.play(GOOD, Cut.NOWHERE).broken());
    }
}
