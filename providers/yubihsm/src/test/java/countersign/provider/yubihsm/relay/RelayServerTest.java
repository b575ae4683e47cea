package countersign.provider.yubihsm.relay;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import countersign.bytes.Turn;
import countersign.harness.yubihsm.HsmDevice;
import countersign.harness.yubihsm.HsmSetup;
import countersign.keyring.spi.ProviderException;
import countersign.keyring.spi.ProviderException.Outcome;
import countersign.provider.yubihsm.transport.DeviceAddress;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/// The connector of a running signer, word for word.
class RelayServerTest {
    private final HsmDevice device =
            new HsmDevice(new HsmSetup(12_345_678, "2.4.0", new SecureRandom(), System::nanoTime));
    private boolean gone;
    private final RelayServer server;

    RelayServerTest() throws IOException {
        server =
                server(
                        Duration.ofMinutes(1),
                        (message, _) -> {
                            if (gone) {
                                throw new ProviderException(Outcome.UNREACHED, "gone", "wait");
                            }
                            return device.answer(message);
                        });
    }

    @AfterEach
    void end() {
        server.close();
    }

    private static RelayServer server(Duration requestMax, Relay relay) throws IOException {
        return new RelayServer(
                new DeviceAddress.Connector("127.0.0.1", 0, Optional.empty()),
                "0012345678",
                relay,
                requestMax);
    }

    private static Socket client(RelayServer server) throws IOException {
        return new Socket(InetAddress.getLoopbackAddress(), server.port());
    }

    private String http(String request) throws IOException {
        try (Socket socket = client(server)) {
            socket.getOutputStream().write(request.getBytes(ISO_8859_1));
            socket.shutdownOutput();
            return new String(socket.getInputStream().readAllBytes(), ISO_8859_1);
        }
    }

    private static String post(String headers, String body) {
        return "POST /connector/api HTTP/1.1\r\nContent-Length: %d\r\n%s\r\n%s"
                .formatted(body.length(), headers, body);
    }

    @Test
    void status_isWhatYubicosLibraryReads() throws IOException {
        String answer = http("GET /connector/status HTTP/1.1\r\nHost: localhost\r\n\r\n");
        assertTrue(
                answer.startsWith(
                        "HTTP/1.1 200 OK\r\nContent-Type: text/plain\r\nContent-Length: "),
                answer);
        assertTrue(answer.contains("\r\n\r\nstatus=OK\nserial=0012345678\nversion="), answer);
        assertTrue(answer.endsWith("\naddress=127.0.0.1\nport=" + server.port() + "\n"), answer);
    }

    @Test
    void message_reachesTheDevice_andSeveralGoOverOneConnection() throws IOException {
        String one = post("X-Request-ID: 1-a\r\n", "\u0001\u0000\u0002hi");
        String answer = http(one + one);
        String expected =
                "HTTP/1.1 200 OK\r\nContent-Type: application/octet-stream\r\n"
                        + "Content-Length: 5\r\nX-Request-ID: 1-a\r\n\r\n\u0081\u0000\u0002hi";
        assertEquals(expected + expected, answer);
    }

    @Test
    void whatIsNoMessage_neverReachesTheDevice() throws IOException {
        for (String body : new String[] {"", "a", "\u0001\u0000\u0002h", "x".repeat(3200)}) {
            assertTrue(http(post("", body)).startsWith("HTTP/1.1 400 "));
        }
        assertTrue(http("GET /connector/api HTTP/1.1\r\n\r\n").startsWith("HTTP/1.1 405 "));
        assertTrue(http("GET /else HTTP/1.1\r\n\r\n").startsWith("HTTP/1.1 404 "));
        assertEquals("", http("nonsense\r\n\r\n"));
        assertEquals("", http("POST /connector/api HTTP/1.1\r\nContent-Length: x\r\n\r\n"));
        assertEquals("", http("x".repeat(9_000)));
        String chunked = "POST /connector/api HTTP/1.1\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n";
        assertEquals("", http(chunked));
    }

    @Test
    void pageInABrowser_isRefused() throws IOException {
        String page = post("Origin: https://example.org\r\n", "\u0001\u0000\u0002hi");
        assertTrue(http(page).startsWith("HTTP/1.1 403 "));
    }

    /// Their places are free again for somebody else.
    @Test
    @Timeout(value = 120, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
    void clientsThatTakeNoAnswer_areClosed() throws IOException {
        byte[] asked = "GET /connector/status HTTP/1.1\r\n\r\n".repeat(1_000).getBytes(ISO_8859_1);
        try (RelayServer hurried = server(Duration.ofMillis(200), (message, _) -> message)) {
            for (int i = 0; i < 9; i++) {
                try (Socket socket = client(hurried)) {
                    assertThrows(
                            IOException.class,
                            () -> {
                                while (true) {
                                    socket.getOutputStream().write(asked);
                                }
                            });
                }
            }
        }
    }

    @Test
    @Timeout(value = 120, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
    void requestWithoutAnEnd_isClosed() throws IOException {
        try (RelayServer hurried = server(Duration.ofMillis(200), (message, _) -> message);
                Socket socket = client(hurried)) {
            OutputStream out = socket.getOutputStream();
            Thread.ofVirtual().start(() -> drip(out));
            assertTrue(isEnd(socket.getInputStream()));
        }
    }

    /// A byte now and then, so that it is never silent for long, nor says much.
    private static void drip(OutputStream out) {
        CountDownLatch never = new CountDownLatch(1);
        try {
            while (!Turn.await(never, Duration.ofMillis(50))) {
                out.write('a');
            }
        } catch (IOException closed) {
            // This is what it is for.
            return;
        }
    }

    private static boolean isEnd(InputStream in) {
        try {
            return in.read() < 0;
        } catch (IOException reset) {
            return true;
        }
    }

    @Test
    void close_letsWhatIsOnItsWayComeToItsEnd() throws Exception {
        CountDownLatch entered = new CountDownLatch(1);
        CountDownLatch mayGoOn = new CountDownLatch(1);
        CompletableFuture<Boolean> interrupted = new CompletableFuture<>();
        RelayServer other =
                server(
                        Duration.ofMinutes(1),
                        (message, _) -> {
                            entered.countDown();
                            Turn.await(mayGoOn, Duration.ofMinutes(1));
                            interrupted.complete(Thread.currentThread().isInterrupted());
                            return device.answer(message);
                        });
        try (Socket socket = client(other)) {
            String message = post("", "\u0001\u0000\u0002hi");
            socket.getOutputStream().write(message.getBytes(ISO_8859_1));
            entered.await();
            other.close();
            assertEquals(-1, socket.getInputStream().read());
            mayGoOn.countDown();
            assertFalse(interrupted.get(1, TimeUnit.MINUTES));
        }
    }

    @Test
    void absentDevice_isAServerError() throws IOException {
        gone = true;
        assertTrue(http(post("", "\u0001\u0000\u0002hi")).startsWith("HTTP/1.1 500 "));
    }
}
