package countersign.guard;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import countersign.bytes.Bytes;
import countersign.consensus.BlockId;
import countersign.consensus.ConsensusMessage;
import countersign.consensus.SignBytes;

import org.junit.jupiter.api.Test;

import java.nio.charset.StandardCharsets;
import java.util.List;

class CanonicalFormTest {
    @Test
    void everythingThatConsensusSigns_isRecognizedWithAndWithoutLength() {
        List<ConsensusMessage> messages =
                List.of(
                        Samples.proposal(1, 0, Samples.A),
                        Samples.prevote(0, 0, BlockId.NIL),
                        Samples.precommit(Long.MAX_VALUE, Integer.MAX_VALUE, Samples.B));
        for (ConsensusMessage message : messages) {
            Bytes delimited = SignBytes.of(message, Samples.CHAIN);
            assertTrue(CanonicalForm.couldBe(delimited));
            assertTrue(CanonicalForm.couldBe(delimited.slice(1, delimited.length())));
        }
        Bytes extension = SignBytes.ofExtension(Bytes.of(new byte[300]), 1, 0, Samples.CHAIN);
        assertTrue(CanonicalForm.couldBe(extension));
        assertTrue(CanonicalForm.couldBe(extension.slice(2, extension.length())));
    }

    @Test
    void textualDomains_areRecognized() {
        assertTrue(CanonicalForm.couldBe(ascii("COMET::RAW_BYTES::SIGN")));
        assertTrue(CanonicalForm.couldBe(ascii("COMET::ANYTHING")));
        assertTrue(
                CanonicalForm.couldBe(
                        SignBytes.ofRawBytes(Samples.CHAIN, Bytes.of((byte) 1), "id")));
    }

    @Test
    void whatIsNoProtobuf_isNotRecognized() {
        assertFalse(CanonicalForm.couldBe(ascii("COMET")));
        assertFalse(CanonicalForm.couldBe(Bytes.of((byte) 0xFF)));
        assertFalse(CanonicalForm.couldBe(Bytes.of(new byte[32])));
        assertFalse(CanonicalForm.couldBe(Bytes.ofHex("0c")), "a group ends that never began");
    }

    @Test
    void lengthOfSomethingElse_isNone() {
        assertFalse(CanonicalForm.couldBe(Bytes.ofHex("02ffff")), "of no protobuf");
        assertFalse(CanonicalForm.couldBe(Bytes.ofHex("0408010801ff")), "of less than the rest");
        assertFalse(CanonicalForm.couldBe(Bytes.ofHex("06080108")), "of more than the rest");
        assertFalse(CanonicalForm.couldBe(Bytes.ofHex("ffffffff0f0801")), "below zero");
    }

    private static Bytes ascii(String text) {
        return Bytes.of(text.getBytes(StandardCharsets.US_ASCII));
    }
}
