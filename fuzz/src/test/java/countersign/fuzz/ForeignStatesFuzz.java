package countersign.fuzz;

import countersign.app.foreign.ForeignState;
import countersign.app.interchange.InterchangeReader;
import countersign.app.shell.Failure;
import countersign.json.JsonDocument;
import countersign.json.JsonException;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/// The state file of another signer, or an interchange file: it is read, or refused with a reason.
public final class ForeignStatesFuzz implements FuzzTarget {
    public static void fuzzerTestOneInput(byte[] input) {
        new ForeignStatesFuzz().fuzz(input);
    }

    @Override
    public void fuzz(byte[] input) {
        try {
            ForeignState.parse(Path.of("state.json"), input, Optional.empty());
        } catch (Failure refused) {
            FuzzTarget.require(!refused.problems().isEmpty(), "a refusal has a reason");
        }
        try {
            InterchangeReader.read("marks.json", JsonDocument.parse(input));
        } catch (Failure refused) {
            FuzzTarget.require(!refused.problems().isEmpty(), "a refusal has a reason");
        } catch (JsonException malformed) {
            FuzzTarget.require(malformed.at().line() > 0, "a mistake has a place");
        }
    }

    @Override
    public List<byte[]> seeds() {
        return List.of(
                text("{\"height\":\"9\",\"round\":\"1\",\"step\":1,\"block_id\":null}"),
                text("{\"height\":\"9\",\"round\":0,\"step\":3,\"signature\":\"AA==\"}"),
                text("{\"height\":9,\"round\":0,\"step\":\"Prevote\"}"),
                text(
                        """
                        {"format": "countersign-interchange", "version": 1, "marks": [
                        {"chain_id": "a-1", "public_key": {"type": "ed25519",
                        "value": "11qYAYKxCrfVS/7TyWQHOg7hcvPapiMlrwIaaPcHURo="},
                        "height": "9", "round": 1, "step": "prevote"}]}
                        """));
    }

    private static byte[] text(String json) {
        return json.getBytes(StandardCharsets.UTF_8);
    }
}
