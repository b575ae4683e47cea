package countersign.app;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.nio.file.Path;

final class DemoTest {
    @TempDir Path directory;

    @Test
    void demo_signsBlocks() {
        Cli.countersign(directory)
                .run("demo", "--seconds", "5")
                .endsWith(0)
                .prints("height 1  proposal")
                .prints("height 1  precommit")
                .prints(" requests for a second block refused");
    }
}
