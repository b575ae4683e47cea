package countersign.harness.yubihsm;

import countersign.bytes.Bytes;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;

/// HTTP byte for byte as Yubico's connector speaks it, because its clients read no other: the
/// status line, the spelling of `Content-Length`, no chunks. The JDK's own server spells it
/// `Content-length`.
final class ConnectorServer implements AutoCloseable {
    private static final Duration SILENCE_MAX = Duration.ofSeconds(5);
    private static final Duration CLOSE_MAX = Duration.ofSeconds(2);
    private static final int HEAD_BYTES_MAX = 8 * 1024;
    private static final int MESSAGE_BYTES_MIN = 3;
    private static final int MESSAGE_BYTES_MAX = 3139;
    private static final int WAITING_MAX = 64;

    private final MockYubiHsm mock;
    private final ServerSocket socket;
    private final CountDownLatch closed = new CountDownLatch(1);
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();

    ConnectorServer(MockYubiHsm mock, int port) throws IOException {
        this.mock = mock;
        this.socket = new ServerSocket();
        socket.setReuseAddress(true);
        socket.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), WAITING_MAX);
        threads.execute(this::accept);
    }

    /// A request as far as it matters here.
    private record Request(String method, String path, Map<String, String> headers, Bytes body) {}

    int port() {
        return socket.getLocalPort();
    }

    /// Ends every connection too.
    @Override
    public void close() {
        closed.countDown();
        try {
            socket.close();
        } catch (IOException gone) {
            closed.countDown();
        }
        threads.shutdownNow();
        try {
            // The port is free only when nobody waits at it any more.
            threads.awaitTermination(CLOSE_MAX.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void accept() {
        while (closed.getCount() > 0) {
            try {
                Socket client = socket.accept();
                threads.execute(() -> serve(client));
            } catch (IOException ended) {
                return;
            }
        }
    }

    private void serve(Socket client) {
        try (client) {
            client.setSoTimeout((int) SILENCE_MAX.toMillis());
            client.setTcpNoDelay(true);
            InputStream in = new BufferedInputStream(client.getInputStream());
            boolean goesOn = true;
            while (goesOn && closed.getCount() > 0) {
                Optional<Request> request = request(in);
                goesOn = request.isPresent() && handle(request.get(), client.getOutputStream());
            }
        } catch (IOException gone) {
            // The connection is closed either way.
            return;
        }
    }

    private static Optional<Request> request(InputStream in) throws IOException {
        String[] lines = head(in).split("\r\n");
        String[] first = lines[0].split(" ");
        if (first.length != 3) {
            return Optional.empty();
        }
        Map<String, String> headers = new TreeMap<>();
        for (String line : Arrays.asList(lines).subList(1, lines.length)) {
            int colon = line.indexOf(':');
            if (colon > 0) {
                String name = line.substring(0, colon).toLowerCase(Locale.ROOT);
                headers.put(name, line.substring(colon + 1).strip());
            }
        }
        String length = headers.getOrDefault("content-length", "0");
        if (!length.matches("[0-9]{1,4}")) {
            return Optional.empty();
        }
        byte[] body = in.readNBytes(Integer.parseInt(length));
        return Optional.of(new Request(first[0], first[1], headers, Bytes.of(body)));
    }

    /// Everything before the empty line.
    private static String head(InputStream in) throws IOException {
        ByteArrayOutputStream head = new ByteArrayOutputStream();
        int last = 0;
        while (head.size() < HEAD_BYTES_MAX) {
            int next = in.read();
            if (next < 0) {
                throw new IOException("no more requests");
            }
            head.write(next);
            last = last << 8 | next;
            if (last == 0x0d0a0d0a) {
                return head.toString(StandardCharsets.ISO_8859_1);
            }
        }
        throw new IOException("a head without an end");
    }

    /// Whether the connection goes on.
    private boolean handle(Request request, OutputStream out) throws IOException {
        switch (request.method() + " " + request.path()) {
            case "GET /connector/status" -> answer(out, request, 200, "text/plain", status());
            case "POST /connector/api" -> {
                return api(request, out);
            }
            default -> {
                boolean known = request.path().startsWith("/connector/");
                answer(out, request, known ? 405 : 404, "text/plain", new byte[0]);
            }
        }
        return !request.headers().getOrDefault("connection", "").equalsIgnoreCase("close");
    }

    private byte[] status() {
        return "status=OK\nserial=%010d\nversion=3.0.7\npid=%d\naddress=127.0.0.1\nport=%d\n"
                .formatted(mock.setup().serial(), ProcessHandle.current().pid(), port())
                .getBytes(StandardCharsets.US_ASCII);
    }

    private boolean api(Request request, OutputStream out) throws IOException {
        byte[] message = request.body().toArray();
        if (message.length < MESSAGE_BYTES_MIN || message.length > MESSAGE_BYTES_MAX) {
            answer(out, request, 400, "text/plain", new byte[0]);
            return true;
        }
        Optional<byte[]> answer = answered(message, mock.next(), out, request);
        if (answer.isPresent()) {
            answer(out, request, 200, "application/octet-stream", answer.get());
        }
        return answer.isPresent();
    }

    /// The answer to a message, or empty where the connection ends instead.
    private Optional<byte[]> answered(
            byte[] message, Optional<Fault> fault, OutputStream out, Request request)
            throws IOException {
        HsmDevice device = mock.device();
        if (fault.isEmpty()) {
            return Optional.of(device.answer(message));
        }
        return switch (fault.get()) {
            case Fault.Drop _ -> {
                device.answer(message);
                yield Optional.empty();
            }
            case Fault.Ignore _ -> Optional.empty();
            case Fault.BadMac _ -> {
                byte[] answer = device.answer(message);
                answer[answer.length - 1] ^= 1;
                yield Optional.of(answer);
            }
            case Fault.Refusal(int code) -> Optional.of(new HsmError(code).message());
            case Fault.Slow(Duration by) -> {
                pause(by);
                yield Optional.of(device.answer(message));
            }
            case Fault.Restart _ -> {
                device.restart();
                yield Optional.of(device.answer(message));
            }
            case Fault.Lie _ -> Optional.of(device.answer(message, true));
            case Fault.Status(int code) -> {
                answer(out, request, code, "text/plain", new byte[0]);
                yield Optional.empty();
            }
            case Fault.Nonsense(int bytes) -> Optional.of(new byte[bytes]);
        };
    }

    private void pause(Duration by) {
        try {
            closed.await(by.toNanos(), TimeUnit.NANOSECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static void answer(
            OutputStream out, Request request, int status, String type, byte[] body)
            throws IOException {
        StringBuilder head = new StringBuilder("HTTP/1.1 " + status + " " + reason(status));
        if (status == 405) {
            head.append("\r\nAllow: GET, POST");
        }
        Optional.ofNullable(request.headers().get("x-request-id"))
                .ifPresent(id -> head.append("\r\nX-Request-Id: ").append(id));
        head.append("\r\nContent-Type: ").append(type);
        head.append("\r\nContent-Length: ").append(body.length).append("\r\n\r\n");
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        all.writeBytes(head.toString().getBytes(StandardCharsets.ISO_8859_1));
        all.writeBytes(body);
        out.write(all.toByteArray());
        out.flush();
    }

    private static String reason(int status) {
        return switch (status) {
            case 200 -> "OK";
            case 400 -> "Bad Request";
            case 404 -> "Not Found";
            case 405 -> "Method Not Allowed";
            case 500 -> "Internal Server Error";
            default -> "Other";
        };
    }
}
