package countersign.harness.node;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.nio.file.Path;

final class ListenAddressTest {
    @Test
    void addresses_areReadAsNodesWriteThem() {
        assertEquals(new ListenAddress.Tcp("10.0.0.1", 26659), read("tcp://10.0.0.1:26659"));
        assertEquals(new ListenAddress.Tcp("localhost", 0), read("localhost:0"));
        assertEquals(new ListenAddress.Tcp("::1", 26659), read("tcp://[::1]:26659"));
        assertEquals(new ListenAddress.Unix(Path.of("/run/pv.sock")), read("unix:///run/pv.sock"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"tcp://10.0.0.1:26659", "tcp://[::1]:1", "unix:///run/pv.sock"})
    void addresses_arePrintedAsTheyAreRead(String text) {
        assertEquals(text, read(text).toString());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "tcp://",
                "localhost",
                "tcp://h:99999",
                "unix://",
                "noise://x@1.2.3.4:5",
                ":1"
            })
    void anythingElse_isRefused(String text) {
        IllegalArgumentException e = assertThrows(IllegalArgumentException.class, () -> read(text));
        assertTrue(String.valueOf(e.getMessage()).startsWith("not a"), e.getMessage());
    }

    private static ListenAddress read(String text) {
        return ListenAddress.parse(text);
    }
}
