package countersign.tx;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import countersign.tx.http.StrangeServer;

import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/// No stranger ends the process, in which validators vote: it has 128 MiB and ends when they are
/// not enough.
final class MemoryTest {
    private static final int SIGNERS = 4;

    @TempDir private Path folder = Path.of("unset");

    /// A coin of nothing is wrong in two ways.
    @ParameterizedTest
    @ValueSource(ints = {10_000, 31_900, 110_000, 119_900})
    void requestThatIsWrongEverywhere_isRefusedInAFewWords(int coins) throws Exception {
        String message =
                "{\"type\":\"/cosmos.authz.v1beta1.MsgExec\",\"value\":{\"grantee\":\"\",\"msgs\":["
                    + "{\"@type\":\"/cosmos.bank.v1beta1.MsgMultiSend\",\"inputs\":[{\"coins\":[{}"
                        + ",{}".repeat(coins - 1)
                        + "]}]}]}}";
        String body =
                "{\"status\":\"ok\",\"tx\":[{\"chain_id\":\"sim-1\",\"fee\":{\"amount\":[],"
                        + "\"gas\":\"1\"},\"memo\":\"\",\"msgs\":["
                        + message
                        + "]}]}";
        try (StrangeServer service = StrangeServer.ok(body)) {
            run(service.uri("/").toString());
        }
        for (int signer = 0; signer < SIGNERS; signer++) {
            Path journal = folder.resolve("j" + signer);
            assertTrue(Files.size(journal) < 2_000_000, "a journal is read at every start");
            if (coins == 10_000) {
                assertTrue(Files.readString(journal).contains("more\""), "the rest is counted");
            }
        }
    }

    private void run(String address) throws Exception {
        Path java = Path.of(System.getProperty("java.home"), "bin", "java");
        String path = System.getProperty("jdk.module.path", "");
        String classes = System.getProperty("java.class.path");
        Process process =
                new ProcessBuilder(
                                java.toString(),
                                "-XX:TieredStopAtLevel=1",
                                "-XX:+UseSerialGC",
                                "-Xmx128m",
                                "-Xss512k",
                                "-XX:+ExitOnOutOfMemoryError",
                                "-cp",
                                "target/test-classes:target/classes:" + path + ":" + classes,
                                SmallHeap.class.getName(),
                                folder.toString(),
                                address,
                                Integer.toString(SIGNERS))
                        .redirectErrorStream(true)
                        .start();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertEquals(0, process.waitFor(), said);
    }
}
