package countersign.provider.yubihsm.transport;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import countersign.connection.Deadline;
import countersign.connection.Ticker;
import countersign.keyring.spi.ProviderException;
import countersign.keyring.spi.ProviderException.Outcome;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Duration;
import java.util.Locale;
import java.util.Optional;

/// A connector that is none.
class HttpTransportTest {
    private static final byte[] MESSAGE = {1, 0, 2, 'h', 'i'};

    private final ServerSocket socket;
    private volatile String request = "";

    HttpTransportTest() throws IOException {
        socket = new ServerSocket(0, 9, InetAddress.getLoopbackAddress());
    }

    @AfterEach
    void end() throws IOException {
        socket.close();
    }

    private HttpTransport transport() {
        return new HttpTransport(
                new DeviceAddress.Connector("127.0.0.1", socket.getLocalPort(), Optional.empty()));
    }

    /// Reads a request and says this; then says nothing, and closes with the test.
    private void answering(String answer) {
        Thread.ofVirtual()
                .start(
                        () -> {
                            try {
                                Socket client = socket.accept();
                                request = read(client.getInputStream());
                                client.getOutputStream().write(answer.getBytes(ISO_8859_1));
                                client.getOutputStream().flush();
                            } catch (IOException ended) {
                                request = "none";
                            }
                        });
    }

    private static String read(InputStream in) throws IOException {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        while (!all.toString(ISO_8859_1).endsWith("\u0001\u0000\u0002hi")) {
            all.write(in.read());
        }
        return all.toString(ISO_8859_1);
    }

    private static Deadline within(int millis) {
        return Deadline.after(Duration.ofMillis(millis), Ticker.SYSTEM);
    }

    private ProviderException failure(int millis) {
        try (HttpTransport transport = transport()) {
            return assertThrows(
                    ProviderException.class, () -> transport.exchange(MESSAGE, within(millis)));
        }
    }

    @Test
    void message_isPostedWithItsLength() throws ProviderException {
        answering("HTTP/1.1 200 OK\r\nContent-Length: 3\r\n\r\n\u0081\u0000\u0000");
        try (HttpTransport transport = transport()) {
            byte[] answer = transport.exchange(MESSAGE, within(4_000));
            assertArrayEquals(new byte[] {(byte) 0x81, 0, 0}, answer);
        }
        String head = request.toLowerCase(Locale.ROOT);
        assertTrue(head.startsWith("post /connector/api http/1.1\r\n"), head);
        assertTrue(head.contains("\r\ncontent-length: 5\r\n"), head);
        assertTrue(!head.contains("transfer-encoding") && !head.contains("upgrade"), head);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "nonsense\r\n\r\n",
                "HTTP/1.1 200 OK\r\nContent-Length: x\r\n\r\n",
                "HTTP/1.1 200 OK\r\nContent-Length: 4000000\r\n\r\nabc",
                "HTTP/1.1 301 Moved\r\nLocation: http://elsewhere/\r\nContent-Length: 0\r\n\r\n",
                "HTTP/1.1 500 Internal Server Error\r\nContent-Length: 0\r\n\r\n",
                "HTTP/1.1 200 OK\r\nContent-Length: 30\r\n\r\nabc",
                ""
            })
    void nonsense_breaksTheSession(String answer) {
        answering(answer);
        assertEquals(Outcome.BROKEN, failure(300).outcome());
    }

    @Test
    void endlessAnswer_endsAtTheLongestMessage() {
        answering("HTTP/1.1 200 OK\r\n\r\n" + "x".repeat(1_000_000));
        ProviderException endless = failure(4_000);
        assertEquals(Outcome.BROKEN, endless.outcome());
        assertTrue(endless.what().contains("broke"), endless::what);
    }

    @Test
    void nobodyThere_isUnreached() throws IOException {
        socket.close();
        assertEquals(Outcome.UNREACHED, failure(4_000).outcome());
    }

    @Test
    void passedDeadline_sendsNothing() {
        assertEquals(Outcome.UNREACHED, failure(0).outcome());
        assertEquals("", request);
    }
}
