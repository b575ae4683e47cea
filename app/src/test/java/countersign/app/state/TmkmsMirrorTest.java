package countersign.app.state;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import countersign.app.foreign.ForeignState;
import countersign.app.log.Log;
import countersign.app.log.LogWriter;
import countersign.app.shell.Failure;
import countersign.app.shell.Persona;
import countersign.bytes.Bytes;
import countersign.consensus.BlockId;
import countersign.consensus.ChainId;
import countersign.consensus.Hrs;
import countersign.consensus.Step;
import countersign.consensus.Timestamp;
import countersign.consensus.Vote;
import countersign.event.Event;
import countersign.guard.Mark;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

final class TmkmsMirrorTest {
    private static final TmkmsMirror.Of OF =
            new TmkmsMirror.Of(new ChainId("test-1"), Bytes.ofHex("00".repeat(20)));

    @TempDir Path directory;

    @Test
    void marks_endAsTmkmsWouldHaveWrittenTheLast() throws IOException, Failure {
        Path file = directory.resolve("state.json");
        Files.writeString(file, "old");

        String log = mirror(file, 500);

        assertEquals(
                "{\"height\":\"500\",\"round\":\"0\",\"step\":2,\"block_id\":{\"hash\":\""
                        + "AB".repeat(32)
                        + "\",\"parts\":{\"total\":1,\"hash\":\""
                        + "CD".repeat(32)
                        + "\"}}}",
                Files.readString(file));
        assertEquals(Optional.of(new Hrs(500, 0, Step.PRECOMMIT)), ForeignState.read(file).place());
        assertEquals(
                "rw-------", PosixFilePermissions.toString(Files.getPosixFilePermissions(file)));
        try (Stream<Path> files = Files.list(directory)) {
            assertEquals(List.of(file), files.toList());
        }
        assertEquals("", log);
    }

    /// tmkms signs again where the block is the same, nil included: a burnt place must not look as
    /// if nil had been signed there.
    @Test
    void burntMark_endsAsBlockThatNobodyHas() throws IOException {
        Path file = directory.resolve("state.json");
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (LogWriter log = new Log(Persona.COUNTERSIGN, false, false, false).open(out);
                TmkmsMirror mirror = new TmkmsMirror(Map.of(OF, file), log)) {
            mirror.put(OF, new Mark.Burnt(new Hrs(100, 0, Step.PRECOMMIT)));
        }

        assertEquals(
                "{\"height\":\"100\",\"round\":\"0\",\"step\":2,\"block_id\":{\"hash\":\""
                        + "00".repeat(32)
                        + "\",\"parts\":{\"total\":1,\"hash\":\""
                        + "00".repeat(32)
                        + "\"}}}",
                Files.readString(file));
    }

    @Test
    void mirrorThatCannotBeWritten_isAWarning() {
        String log = mirror(directory.resolve("none/state.json"), 1);

        assertTrue(
                log.contains(" WARN countersign::chain::state: [test-1] tmkms' state file"), log);
    }

    private static String mirror(Path file, int heights) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (LogWriter log = new Log(Persona.COUNTERSIGN, false, false, false).open(out);
                TmkmsMirror mirror = new TmkmsMirror(Map.of(OF, file), log)) {
            for (int height = 1; height <= heights; height++) {
                mirror.emit(
                        new Event.MarkAdvanced(
                                OF.chain(), OF.validatorAddress(), precommit(height)));
            }
        }
        return out.toString(StandardCharsets.UTF_8);
    }

    private static Vote precommit(int height) {
        return new Vote(
                new Hrs(height, 0, Step.PRECOMMIT),
                new BlockId(Bytes.ofHex("ab".repeat(32)), 1, Bytes.ofHex("cd".repeat(32))),
                new Timestamp(0, 0));
    }
}
