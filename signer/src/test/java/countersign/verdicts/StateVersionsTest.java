package countersign.verdicts;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import countersign.consensus.Hrs;
import countersign.consensus.Step;
import countersign.guard.Mark;
import countersign.guard.Samples;
import countersign.guard.StateFile;
import countersign.guard.StoreException;
import countersign.proof.Figures;
import countersign.proof.Proof;

import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Map;
import java.util.Objects;

/// Files as released versions left them. A file is never written anew: what is in a validator's
/// home does not change with this program.
class StateVersionsTest {
    /// Format version 1, which release 0.1 writes.
    private static final Map<String, Mark> VERSION_1 =
            Map.of(
                    "v1-unsigned",
                    new Mark.Unsigned(),
                    "v1-burnt",
                    new Mark.Burnt(new Hrs(7, 3, Step.PREVOTE)),
                    "v1-vote",
                    Samples.held(9),
                    "v1-proposal",
                    new Mark.Held(Samples.proposal(Long.MAX_VALUE, 2, 1, Samples.B, Samples.T2)));

    @TempDir private Path directory = Path.of("unset");

    @Proof("D6")
    void stateOfEveryReleasedVersion_opensAtItsMarkAndStaysAsItIs(Figures figures)
            throws IOException, StoreException {
        for (Map.Entry<String, Mark> golden : VERSION_1.entrySet()) {
            byte[] content = golden(golden.getKey());
            Path file = Files.write(directory.resolve(golden.getKey()), content);
            Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
            try (StateFile state = StateFile.open(file, Samples.CHAIN, Samples.KEY)) {
                assertEquals(golden.getValue(), state.current(), golden.getKey());
                assertEquals(4, state.intactCopies());
            }
            assertArrayEquals(content, Files.readAllBytes(file), golden.getKey());
        }
        figures.found("files of format version 1", VERSION_1.size());
    }

    private static byte[] golden(String name) throws IOException {
        String resource = "/countersign/guard/states/" + name + ".bin";
        try (InputStream in =
                Objects.requireNonNull(
                        StateVersionsTest.class.getResourceAsStream(resource), resource)) {
            return in.readAllBytes();
        }
    }
}
