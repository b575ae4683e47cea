package countersign.tx;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import countersign.tx.http.StrangeServer;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.ToIntFunction;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// No stranger ends the process, in which validators vote: it has 128 MiB and ends when they are
/// not enough.
final class MemoryTest {
    private static final int SIGNERS = 4;
    private static final int MIB = 1024 * 1024;
    private static final Pattern CALL = Pattern.compile("\"id\":(\\d+),\"method\":\"(\\w+)\"");

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
        run("services", (_, out) -> out.write(StrangeServer.response("200 OK", "", body)));
        for (int signer = 0; signer < SIGNERS; signer++) {
            Path journal = folder.resolve("j" + signer);
            assertTrue(Files.size(journal) < 2_000_000, "a journal is read at every start");
            if (coins < 32_000) {
                assertTrue(Files.readString(journal).contains("more\""), "the rest is counted");
            }
        }
    }

    /// One text, of characters that take three bytes and two in memory; and values, which take a
    /// hundred times what they take in JSON.
    @ParameterizedTest
    @ValueSource(strings = {"€", "[],", "{},", "\"\","})
    void nodeWithMuchToSay_isHeardToItsLimit(String piece) throws Exception {
        boolean text = !piece.endsWith(",");
        String before = text ? "{\"x\":\"" : "{\"x\":[";
        String after = text ? "\"}}" : "0]}}";
        for (boolean beyond : List.of(false, true)) {
            assertEquals(
                    0,
                    answers((method) -> beyond ? 33 * MIB : limit(method), before, piece, after));
        }
        // As many values as may be.
        assertEquals(0, answers((method) -> piece.length() * 119_900, before, piece, after));
    }

    @Test
    void largestBlock_isLookedThrough() throws Exception {
        String before = "{\"block\":{\"header\":{\"height\":\"9\"},\"data\":{\"txs\":[\"";
        assertEquals(2 * SIGNERS, answers(MemoryTest::limit, before, "AAAA", "\"]}}}}"));
        String several = "AAAA".repeat(10) + "\",\"";
        int most = several.length() * 119_900;
        assertEquals(2 * SIGNERS, answers(_ -> most, before, several, "\"]}}}}"));
        assertEquals(0, answers(_ -> 8 * MIB + 8, before, "AAAA", "\"]}}}}"));
    }

    private static int limit(String method) {
        return switch (method) {
            case "block" -> 8 * MIB;
            case "tx" -> 4 * MIB;
            default -> MIB;
        };
    }

    /// How many calls came to something.
    private int answers(ToIntFunction<String> bytes, String before, String piece, String after)
            throws Exception {
        return run(
                "nodes",
                (request, out) -> {
                    Matcher call = CALL.matcher(request);
                    assertTrue(call.find(), request);
                    String open =
                            "{\"jsonrpc\":\"2.0\",\"id\":"
                                    + call.group(1)
                                    + ",\"result\":"
                                    + before;
                    int left =
                            bytes.applyAsInt(call.group(2))
                                    - utf8(open).length
                                    - utf8(after).length;
                    out.write(utf8("HTTP/1.1 200 OK\r\nConnection: close\r\n\r\n" + open));
                    int most = 1000;
                    byte[] pieces = utf8(piece.repeat(most));
                    for (int count = left / utf8(piece).length; count > 0; count -= most) {
                        out.write(pieces, 0, Math.min(count, most) * utf8(piece).length);
                    }
                    out.write(utf8(after));
                });
    }

    private static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    /// What the process says last: a number.
    private int run(String whom, StrangeServer.Answer answer) throws Exception {
        List<StrangeServer> servers = new ArrayList<>();
        try {
            List<String> arguments = new ArrayList<>(List.of(folder.toString(), whom));
            for (int signer = 0; signer < SIGNERS; signer++) {
                servers.add(new StrangeServer(answer));
                arguments.add(servers.getLast().uri("/").toString());
            }
            return Integer.parseInt(run(arguments).strip().lines().toList().getLast());
        } finally {
            for (StrangeServer server : servers) {
                server.close();
            }
        }
    }

    private static String run(List<String> arguments) throws Exception {
        Path java = Path.of(System.getProperty("java.home"), "bin", "java");
        String path = System.getProperty("jdk.module.path", "");
        String classes = System.getProperty("java.class.path");
        List<String> command =
                new ArrayList<>(
                        List.of(
                                java.toString(),
                                "-XX:TieredStopAtLevel=1",
                                "-XX:+UseSerialGC",
                                "-Xmx128m",
                                "-Xss512k",
                                "-XX:+ExitOnOutOfMemoryError",
                                "-cp",
                                "target/test-classes:target/classes:" + path + ":" + classes,
                                SmallHeap.class.getName()));
        command.addAll(arguments);
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertEquals(0, process.waitFor(), said);
        return said;
    }
}
