package countersign.app.interchange;

import static org.junit.jupiter.api.Assertions.assertEquals;

import countersign.app.config.Located;
import countersign.app.config.StateSettings;
import countersign.app.shell.Failure;
import countersign.app.state.StatePlace;
import countersign.bytes.Bytes;
import countersign.consensus.BlockId;
import countersign.consensus.ChainId;
import countersign.consensus.Hrs;
import countersign.consensus.KeyType;
import countersign.consensus.PublicKey;
import countersign.consensus.SignBytes;
import countersign.consensus.Step;
import countersign.consensus.Timestamp;
import countersign.consensus.Vote;
import countersign.guard.Mark;
import countersign.json.JsonDocument;
import countersign.json.JsonException;

import org.junit.jupiter.api.Test;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

final class InterchangeWriterTest {
    private static final PublicKey KEY =
            new PublicKey(
                    KeyType.ED25519,
                    Bytes.ofHex(
                            "d75a980182b10ab7d54bfed3c964073a0ee172f3daa62325af021a68f707511a"));
    private static final StatePlace PLACE =
            new StatePlace(
                    new ChainId("test-1"),
                    KEY,
                    new StateSettings(Path.of("/s"), new Located<>(Path.of("/t"), 1), false));

    /// The hash is of the very bytes that the key signed.
    @Test
    void heldMark_isWrittenWithTheHashOfWhatWasSigned()
            throws JsonException, Failure, NoSuchAlgorithmException {
        Hrs hrs = new Hrs(9, 2, Step.PREVOTE);
        Vote vote = new Vote(hrs, BlockId.NIL, new Timestamp(1_700_000_000, 5));
        Bytes signed = SignBytes.of(vote, PLACE.chain());
        Bytes hash = Bytes.of(MessageDigest.getInstance("SHA-256").digest(signed.toArray()));

        String text = text(new Mark.Held(vote));

        ForeignMark read = read(text).marks().getFirst();
        assertEquals(hrs, read.place());
        assertEquals(KEY, read.key());
        assertEquals(Optional.of(hash), read.message());
    }

    /// The format is public: these are its bytes.
    @Test
    void burntMark_hasTheDocumentedText() {
        assertEquals(
                """
                {
                  "format": "countersign-interchange",
                  "version": 1,
                  "exported_by": "countersign 0.1.0",
                  "exported_at": "2026-11-21T15:00:00Z",
                  "marks": [
                    {"chain_id": "test-1", "public_key": {"type": "ed25519", \
                "value": "11qYAYKxCrfVS/7TyWQHOg7hcvPapiMlrwIaaPcHURo="}, \
                "height": "9", "round": 2147483647, "step": "precommit"}
                  ]
                }
                """,
                text(new Mark.Burnt(new Hrs(9, Integer.MAX_VALUE, Step.PRECOMMIT))));
    }

    @Test
    void unsignedMark_isNone() throws JsonException, Failure {
        assertEquals(List.of(), read(text(new Mark.Unsigned())).marks());
    }

    private static String text(Mark mark) {
        Instant now = Instant.parse("2026-11-21T15:00:00.123Z");
        return InterchangeWriter.text(Map.of(PLACE, mark), "countersign 0.1.0", now);
    }

    private static Interchange read(String text) throws JsonException, Failure {
        byte[] contents = text.getBytes(StandardCharsets.UTF_8);
        return InterchangeReader.read("f", JsonDocument.parse(contents));
    }
}
