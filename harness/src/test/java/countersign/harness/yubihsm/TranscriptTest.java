package countersign.harness.yubihsm;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import countersign.bytes.Bytes;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.random.RandomGenerator;
import java.util.stream.StreamSupport;

/// What Yubico's own shell said to a device and was content to hear, said again to this one.
class TranscriptTest {
    private static final HexFormat HEX = HexFormat.of();
    private static final int LINES = 184;
    private static final int NONCE_BYTES = 13;

    private static final int EXPORT_WRAPPED = 0x4a;

    /// Where the recorded device knew a number that only it can know: its log, its storage, what
    /// its generator made, and what depends on those.
    private static final Set<Integer> ITS_OWN = Set.of(0x06, 0x41, 0x4d, 0x51, 0x56);

    private final Queued random = new Queued();
    private final HsmDevice device =
            new HsmDevice(new HsmSetup(12_345_678, "2.4.0", random, () -> 0L));
    private List<JsonNode> lines = List.of();

    /// Gives what the recorded device drew, and something else where that is not known.
    private static final class Queued implements RandomGenerator {
        private final RandomGenerator others = RandomGenerator.of("L64X128MixRandom");
        private Optional<byte[]> next = Optional.empty();

        @Override
        public void nextBytes(byte[] bytes) {
            others.nextBytes(bytes);
            next.filter(known -> known.length == bytes.length)
                    .ifPresent(known -> System.arraycopy(known, 0, bytes, 0, bytes.length));
        }

        @Override
        public long nextLong() {
            return others.nextLong();
        }
    }

    @BeforeEach
    void read() throws IOException {
        try (InputStream file =
                Objects.requireNonNull(getClass().getResourceAsStream("transcript.json"))) {
            JsonNode all =
                    JsonMapper.shared()
                            .readTree(file.readAllBytes())
                            .path("yubihsm_shell_transcript");
            lines = StreamSupport.stream(all.spliterator(), false).toList();
        }
    }

    @Test
    void everyRecordedRequest_isAnsweredAsRecorded() {
        assertEquals(LINES, lines.size());
        Optional<JsonNode> inner = Optional.empty();
        int compared = 0;
        for (JsonNode line : lines) {
            switch (line.path("type").asString()) {
                case "session" -> random.next = Optional.of(bytes(line, "card_challenge"));
                case "inner" -> {
                    inner = Optional.of(line);
                    random.next = nonce(line);
                }
                default -> {
                    byte[] request = bytes(line, "req");
                    String answer = HEX.formatHex(device.answer(request));
                    if (inner.isPresent() && request[0] == 0x05 && isItsOwn(inner.get())) {
                        assertTrue(answer.startsWith("85"), answer);
                    } else if (request[0] == 0x06) {
                        // All but how much is in its log.
                        assertEquals(withoutLog(line.path("resp").asString()), withoutLog(answer));
                        compared++;
                    } else {
                        assertEquals(line.path("resp").asString(), answer, line::toString);
                        compared++;
                    }
                    inner = Optional.empty();
                }
            }
        }
        assertTrue(compared > 80, compared + " answers compared");
    }

    private static boolean isItsOwn(JsonNode inner) {
        int command = bytes(inner, "inner_cmd")[0];
        boolean refused = inner.path("inner_resp").asString().startsWith("7f");
        // The signature that was recorded here does not verify.
        boolean imported = inner.path("inner_cmd").asString().startsWith("6a00030007");
        // Real devices count the delegated capabilities into its length; the recorded one did not.
        boolean authKey = inner.path("inner_cmd").asString().equals("4e0003000402");
        boolean generated =
                command == 0x54 && inner.path("inner_resp").asString().startsWith("d400410f");
        return !refused && (ITS_OWN.contains(command) || generated || authKey || imported);
    }

    private static Optional<byte[]> nonce(JsonNode inner) {
        byte[] answer = bytes(inner, "inner_resp");
        int command = bytes(inner, "inner_cmd")[0];
        return command == EXPORT_WRAPPED
                ? Optional.of(Arrays.copyOfRange(answer, 3, 3 + NONCE_BYTES))
                : Optional.empty();
    }

    private static String withoutLog(String info) {
        return info.substring(0, 22) + info.substring(24);
    }

    private static byte[] bytes(JsonNode line, String field) {
        return Bytes.ofHex(line.path(field).asString()).toArray();
    }
}
