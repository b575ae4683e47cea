package countersign.provider.ledger;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import countersign.bytes.Bytes;
import countersign.harness.ledgerapp.HidPackets;

import org.junit.jupiter.api.Test;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.ObjectMapper;

import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

final class HidFramesTest {
    /// Made by Ledger's own library.
    @Test
    void everyRecordedMessage_isSplitAndJoinedAsLedgersLibraryDoes() throws IOException {
        for (JsonNode vector : vectors().get("hid_frames")) {
            Bytes message = Bytes.ofHex(vector.get("apdu").asString());
            List<Bytes> packets =
                    vector.get("frames").valueStream().map(f -> Bytes.ofHex(f.asString())).toList();
            assertEquals(packets, HidFrames.split(message), vector.get("name").asString());
            assertEquals(Optional.of(message), joined(packets), vector.get("name").asString());
        }
    }

    @Test
    void everyLength_isSplitAsTheDeviceDoesIt() {
        for (int length = 0; length <= Transport.ANSWER_BYTES_MAX; length++) {
            byte[] bytes = new byte[length];
            for (int i = 0; i < length; i++) {
                bytes[i] = (byte) (i + length);
            }
            Bytes message = Bytes.of(bytes);
            assertEquals(HidPackets.of(message), HidFrames.split(message));
            assertEquals(Optional.of(message), joined(HidFrames.split(message)));
        }
    }

    @Test
    void packetOfAnotherChannelTagOrNumber_isRefused() {
        Bytes first = HidFrames.split(Bytes.of(new byte[100])).getFirst();
        for (int at = 0; at < 5; at++) {
            byte[] wrong = first.toArray();
            wrong[at]++;
            assertThrows(
                    IllegalArgumentException.class,
                    () -> new HidFrames.Joining().add(Bytes.of(wrong)));
        }
        HidFrames.Joining joining = new HidFrames.Joining();
        joining.add(first);
        assertThrows(IllegalArgumentException.class, () -> joining.add(first));
    }

    @Test
    void answerThatIsTooLong_isRefusedByItsLength() {
        Bytes first = HidFrames.split(Bytes.of(new byte[Transport.ANSWER_BYTES_MAX + 1])).get(0);
        IllegalArgumentException refused =
                assertThrows(
                        IllegalArgumentException.class, () -> new HidFrames.Joining().add(first));
        assertEquals("an answer of 258 bytes", refused.getMessage());
    }

    private static Optional<Bytes> joined(List<Bytes> packets) {
        HidFrames.Joining joining = new HidFrames.Joining();
        List<Optional<Bytes>> results = new ArrayList<>();
        packets.forEach(packet -> results.add(joining.add(packet)));
        results.removeLast().ifPresent(last -> results.addFirst(Optional.of(last)));
        results.subList(1, results.size()).forEach(r -> assertEquals(Optional.empty(), r));
        return results.getFirst();
    }

    /// The harness has them, which is no part of this module.
    private static JsonNode vectors() throws IOException {
        try (InputStream file = ClassLoader.getSystemResourceAsStream("ledger-vectors.json")) {
            return new ObjectMapper().readTree(Objects.requireNonNull(file));
        }
    }
}
