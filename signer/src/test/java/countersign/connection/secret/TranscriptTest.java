package countersign.connection.secret;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import countersign.bytes.Bytes;

import org.junit.jupiter.api.Test;

import tools.jackson.databind.JsonNode;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HexFormat;

class TranscriptTest {
    private static final JsonNode MERLIN = Vectors.COMETBFT.get("merlin");

    @Test
    void simpleTranscript_hasMerlinsChallenge() {
        Transcript transcript = new Transcript("test protocol");
        transcript.append("some label", ascii("some data"));
        assertEquals(
                Vectors.bytes(MERLIN.get(0).get("challenge")),
                Bytes.of(transcript.challenge("challenge", 32)));
    }

    @Test
    void complexTranscript_hasMerlinsChallenge() {
        byte[] big = new byte[1024];
        Arrays.fill(big, (byte) 99);
        Transcript transcript = new Transcript("test protocol");
        transcript.append("step1", ascii("some data"));
        byte[] challenge = {};
        for (int i = 0; i < 32; i++) {
            challenge = transcript.challenge("challenge", 32);
            transcript.append("bigdata", big);
            transcript.append("challengedata", challenge);
        }
        assertEquals(Vectors.bytes(MERLIN.get(1).get("challenge")), Bytes.of(challenge));
    }

    /// The first known answer of the Keccak team's `KeccakF-1600-IntermediateValues.txt`.
    @Test
    void permutationOfZero_hasTheKnownState() {
        Keccak state = new Keccak();
        state.permute();
        byte[] begin = new byte[16];
        for (int i = 0; i < begin.length; i++) {
            begin[i] = state.at(i);
        }
        assertArrayEquals(HexFormat.of().parseHex("e7dde140798f25f18a47c033f9ccd584"), begin);
    }

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }
}
