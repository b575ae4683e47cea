package countersign.app.floor;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import org.junit.jupiter.api.Test;

import java.nio.charset.StandardCharsets;
import java.util.List;

final class HeightJsonTest {
    private static final String GOOD =
            "{\"result\":{\"node_info\":{\"network\":\"n\"},\"sync_info\":"
                    + "{\"latest_block_height\":\"5\",\"catching_up\":false}}}";

    @Test
    void status_isReadWhateverElseThereIs() throws WitnessException {
        HeightJson.Status five = new HeightJson.Status("n", 5, false);
        assertEquals(five, status(GOOD));
        assertEquals(five, status(GOOD.replace("{\"net", "{\"x\":[{\"network\":1}],\"net")));
        assertEquals(five, status(" \n" + GOOD + "\n"));
        assertEquals(
                new HeightJson.Status("n", Long.MAX_VALUE, true),
                status(GOOD.replace("\"5\"", "\"9223372036854775807\"").replace("false", "true")));
    }

    @Test
    void statusThatIsNotExactlyOne_isRefused() {
        for (String bad :
                List.of(
                        "",
                        "null",
                        "[]",
                        "5",
                        "{}",
                        "{\"result\":null}",
                        "{\"result\":[]}",
                        "{\"error\":{\"code\":-32603}}",
                        GOOD + "{}",
                        GOOD + "x",
                        GOOD.substring(1),
                        GOOD.substring(0, GOOD.length() - 1),
                        GOOD.replace("\"5\"", "5"),
                        GOOD.replace("\"5\"", "5.0"),
                        GOOD.replace("\"5\"", "null"),
                        GOOD.replace("\"5\"", "{\"a\":\"5\"}"),
                        GOOD.replace("\"5\"", "[\"5\"]"),
                        GOOD.replace("\"5\"", "\"-5\""),
                        GOOD.replace("\"5\"", "\"+5\""),
                        GOOD.replace("\"5\"", "\"\""),
                        GOOD.replace("\"5\"", "\" 5\""),
                        GOOD.replace("\"5\"", "\"5e3\""),
                        GOOD.replace("\"5\"", "\"0x5\""),
                        GOOD.replace("\"5\"", "\"٥\""),
                        GOOD.replace("\"5\"", "\"9223372036854775808\""),
                        GOOD.replace("\"5\"", "\"" + "0".repeat(60_000) + "5\""),
                        GOOD.replace("false", "\"false\""),
                        GOOD.replace("false", "0"),
                        GOOD.replace("\"n\"", "7"),
                        GOOD.replace("network", "netw0rk"),
                        GOOD.replace("catching_up", "catching"),
                        GOOD.replace("\"5\",", "\"5\",\"latest_block_height\":\"6\","),
                        GOOD.replace("{\"net", "{\"network\":\"m\",\"net"),
                        "{\"result\":" + "[".repeat(10_000),
                        "{\"x\":" + "{\"x\":".repeat(10_000))) {
            assertThrows(WitnessException.class, () -> status(bad), bad);
        }
    }

    @Test
    void hooksOutput_isReadWhateverElseThereIs() throws WitnessException {
        assertEquals(347290, height("{\"latest_block_height\":\"347290\"}\n"));
        assertEquals(0, height("{\"catching_up\":false,\"latest_block_height\":\"0\"}"));
    }

    @Test
    void hooksOutputThatSaysNoHeight_isRefused() {
        for (String bad :
                List.of(
                        "",
                        "347290",
                        "{}",
                        "{\"latest_block_height\":347290}",
                        "{\"latest_block_height\":\"-1\"}",
                        "{\"latest_block_height\":\"1\",\"latest_block_height\":\"2\"}",
                        "done\n{\"latest_block_height\":\"1\"}",
                        "{\"latest_block_height\":\"1\"}{\"latest_block_height\":\"2\"}")) {
            assertThrows(WitnessException.class, () -> height(bad), bad);
        }
    }

    private static HeightJson.Status status(String text) throws WitnessException {
        return HeightJson.status(text.getBytes(StandardCharsets.UTF_8));
    }

    private static long height(String text) throws WitnessException {
        return HeightJson.latestBlockHeight(text.getBytes(StandardCharsets.UTF_8));
    }
}
