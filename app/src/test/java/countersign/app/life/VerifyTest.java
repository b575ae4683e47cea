package countersign.app.life;

import static org.junit.jupiter.api.Assertions.assertEquals;

import countersign.app.Cli;
import countersign.bytes.Bytes;
import countersign.consensus.ChainId;
import countersign.guard.StateFile;
import countersign.guard.StoreException;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;

final class VerifyTest {
    @TempDir private Path directory = Path.of("unset");
    private Cli cli = Cli.countersign(Path.of("/"));

    @BeforeEach
    void home() {
        cli = Homes.two(directory, 100, 20);
    }

    @Test
    void intactStates_areListed() {
        cli.run("state", "verify")
                .endsWith(0)
                .prints("test-1 " + Cli.ADDRESS + " 100/0/2, intact: " + directory)
                .prints("other-2 275184F7F3BB2D1EB56FB91F0DC9E0FE6FB64097 20/0/2, intact: ");
    }

    @Test
    void runningSigner_isNotDisturbed() throws StoreException, IOException, InterruptedException {
        Path file = directory.resolve(cli.stateFile());
        byte[] before = Files.readAllBytes(file);
        StateFile.open(file, new ChainId("test-1"), Homes.KEY).close();
        cli.run("state", "verify").endsWith(0);
        assertEquals(Bytes.of(before), Bytes.of(Files.readAllBytes(file)));
    }

    /// All of it at once, for both chains.
    @Test
    void everythingWrong_isSaid() throws IOException {
        Path first = directory.resolve(cli.stateFile());
        byte[] damaged = Files.readAllBytes(first);
        damaged[0] ^= 1;
        Files.write(first, damaged);
        cli.write(
                "state/test-1.json",
                "{\"height\":\"101\",\"round\":\"0\",\"step\":0,\"block_id\":null}");
        cli.write("state/other-2.json", "{\"height\":\"1\",\"round\":0,\"step\":3}");

        cli.run("state", "verify")
                .endsWith(1)
                .prints("100/0/2, see below")
                .complains("1 of 4 copies in " + first + " are damaged")
                .complains("test-1.json is at 101/0/0, above the state of chain test-1")
                .complains("other-2.json, is not tmkms' but another signer's state");
        assertEquals(Bytes.of(damaged), Bytes.of(Files.readAllBytes(first)));
    }

    @Test
    void missingForeignAndUnreadableStates_areSaid() throws IOException {
        Path first = directory.resolve(cli.stateFile());
        Path second =
                directory.resolve("state/other-2-275184F7F3BB2D1EB56FB91F0DC9E0FE6FB64097.state");
        Files.move(first, directory.resolve("kept"));
        Files.copy(second, first);
        Files.write(second, new byte[7]);
        cli.run("state", "verify")
                .endsWith(1)
                .complains("is not that of chain test-1")
                .complains("has 7 bytes instead of 16384");

        Files.delete(first);
        cli.write(".served", "test-1 " + Cli.ADDRESS + "\n");
        Files.delete(second);
        cli.run("state", "verify")
                .endsWith(1)
                .prints("unreadable, see below")
                .complains("the state for chain test-1 and validator " + Cli.ADDRESS + " is lost")
                .complains("there is no state for chain other-2");
    }

    @Test
    void pipes_areRefusedAndNotWaitedFor() throws IOException, InterruptedException {
        Path pipe = directory.resolve("pipe");
        new ProcessBuilder("mkfifo", pipe.toString()).start().waitFor();
        cli.run("check", "-c", "pipe").endsWith(78).complains("is not a plain file");

        Files.move(pipe, directory.resolve("state/test-1.json"));
        cli.run("state", "verify").endsWith(1).complains("is a device, pipe or socket");
        cli.run("start").endsWith(78).complains("is a device, pipe or socket");

        Files.move(
                directory.resolve("state/test-1.json"),
                directory.resolve(cli.stateFile()),
                StandardCopyOption.REPLACE_EXISTING);
        cli.run("state", "verify").endsWith(1).complains("is a device, pipe or socket");
    }
}
