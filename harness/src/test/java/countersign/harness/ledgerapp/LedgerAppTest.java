package countersign.harness.ledgerapp;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import countersign.bytes.Bytes;
import countersign.consensus.KeyType;
import countersign.consensus.PublicKey;

import org.junit.jupiter.api.Test;

import tools.jackson.databind.JsonNode;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/// The played app decides as the genuine one did.
final class LedgerAppTest {
    private static final Bytes OK = Bytes.ofHex("9000");
    private static final int STEPS = 26;

    private final LedgerApp app = new LedgerApp(DeviceKey.random(), Person.ACCEPTS);
    private final List<Bytes> answers = new ArrayList<>();

    @Test
    void everyRecordedStep_isReadAndJudgedAsTheGenuineAppDid() {
        List<JsonNode> steps = LedgerVectors.ALL.get("vote_fsm").valueStream().toList();
        assertEquals(STEPS, steps.size());
        Optional<SignedLast> last = Optional.empty();
        for (JsonNode step : steps) {
            ReadVote vote = ReadVote.of(Bytes.ofHex(step.get("sign_bytes").asString()));
            String read =
                    "err=%d type=%d h=%d r=%d"
                            .formatted(vote.error(), vote.type(), vote.height(), vote.round());
            boolean signs = last.map(state -> state.allows(vote)).orElse(true);
            String judged = "";
            if (last.isPresent()) {
                judged = vote.error() != ReadVote.OK ? " sign=-1" : signs ? " sign=1" : " sign=0";
            }
            String result = (last.isEmpty() ? "init " : "") + read + judged;
            assertEquals(step.get("result").asString(), result, step.get("desc").asString());
            if (signs && vote.error() == ReadVote.OK) {
                last = Optional.of(SignedLast.of(vote));
            }
        }
    }

    /// The same steps once more, as commands: what may be signed is, by this key, and nothing else.
    @Test
    void everyRecordedStep_isAnsweredAsACommand() {
        PublicKey key = new PublicKey(KeyType.ED25519, app.publicKey());
        for (JsonNode step : LedgerVectors.ALL.get("vote_fsm")) {
            Bytes message = Bytes.ofHex(step.get("sign_bytes").asString());
            Bytes answer = ask(sign(1, 1, message));
            String result = step.get("result").asString();
            int end = answer.length();
            if (result.endsWith("sign=0")) {
                assertEquals(Bytes.ofHex("6985"), answer, result);
            } else if (result.endsWith("sign=-1")) {
                String error = result.substring(4, 5);
                assertEquals(Bytes.ofHex("0" + error + "6984"), answer, result);
            } else {
                assertEquals(OK, answer.slice(end - 2, end), result);
                assertTrue(key.verifies(message, answer.slice(0, end - 2)), result);
            }
        }
    }

    @Test
    void messageInTwoChunks_isSignedWhole() {
        Bytes message = firstMessage();
        assertEquals(OK, ask(sign(1, 2, message.first(7))));
        ask(sign(2, 2, message.slice(7, message.length())));

        assertEquals(List.of(message), app.signed());
    }

    @Test
    void firstMessage_waitsForAPersonWhileOtherCommandsAreAnswered() throws InterruptedException {
        app.person(Person.AWAY);
        app.receive(sign(1, 1, firstMessage()), answers::add);
        assertTrue(app.awaitQuestion(Duration.ofSeconds(1)));
        assertEquals(Bytes.ofHex("000009019000"), ask(Bytes.ofHex("5600000000")));
        assertEquals(1, answers.size());

        app.person(Person.REJECTS);
        assertEquals(Bytes.ofHex("6986"), answers.getLast());
        assertFalse(app.awaitQuestion(Duration.ZERO));
        assertEquals(List.of(), app.signed());
    }

    @Test
    void appThatWasLeft_hasForgottenAndAsksAgain() {
        ask(sign(1, 1, firstMessage()));
        assertEquals(Bytes.ofHex("6985"), ask(sign(1, 1, firstMessage())));

        app.show(Screen.DASHBOARD);
        assertEquals(Bytes.ofHex("6e00"), ask(sign(1, 1, firstMessage())));
        app.show(Screen.APP);
        app.person(Person.REJECTS);
        assertEquals(Bytes.ofHex("6986"), ask(sign(1, 1, firstMessage())));
    }

    @Test
    void whatIsNoCommand_isRefusedByItsStatus() {
        assertEquals(Bytes.ofHex("6982"), ask(Bytes.EMPTY));
        assertEquals(Bytes.ofHex("6700"), ask(Bytes.ofHex("5600")));
        assertEquals(Bytes.ofHex("6e00"), ask(Bytes.ofHex("5500000000")));
        assertEquals(Bytes.ofHex("6d00"), ask(Bytes.ofHex("5603000000")));
        assertEquals(app.publicKey().concat(OK), ask(Bytes.ofHex("5601000000")));
    }

    @Test
    void everyRecordedMessage_isPutIntoTheRecordedPacketsAndFoundInThem() {
        for (JsonNode vector : LedgerVectors.ALL.get("hid_frames")) {
            Bytes message = Bytes.ofHex(vector.get("apdu").asString());
            List<Bytes> packets =
                    vector.get("frames").valueStream().map(f -> Bytes.ofHex(f.asString())).toList();
            assertEquals(packets, HidPackets.of(message), vector.get("name").asString());

            HidPackets reading = new HidPackets();
            Stream<Bytes> found = packets.stream().flatMap(p -> reading.add(p).stream());
            assertEquals(List.of(message), found.toList());
        }
    }

    @Test
    void packetOutOfTurn_isNoPacket() {
        HidPackets reading = new HidPackets();
        Bytes second = HidPackets.of(Bytes.of(new byte[100])).get(1);
        assertThrows(IllegalArgumentException.class, () -> reading.add(second));
    }

    private static Bytes firstMessage() {
        return Bytes.ofHex(LedgerVectors.ALL.get("vote_fsm").get(1).get("sign_bytes").asString());
    }

    private static Bytes sign(int chunk, int chunks, Bytes data) {
        return Bytes.of((byte) 0x56, (byte) 2, (byte) chunk, (byte) chunks, (byte) data.length())
                .concat(data);
    }

    private Bytes ask(Bytes command) {
        app.receive(command, answers::add);
        return answers.getLast();
    }
}
