package countersign.harness.fortanix;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;

import javax.net.ssl.SSLContext;

/// The service's port: HTTPS, as much of it as a client of two endpoints needs, and faults below
/// that.
public final class DsmServer implements AutoCloseable {
    private static final int HEADER_BYTES_MAX = 16 * 1024;
    private static final int BODY_BYTES_MAX = 4 * 1024 * 1024;

    private final Dsm dsm;
    private final ServerSocket server;

    private DsmServer(Dsm dsm, ServerSocket server) {
        this.dsm = dsm;
        this.server = server;
    }

    /// Listens at a port of 127.0.0.1 of its own choosing.
    public static DsmServer start(Dsm dsm, SSLContext tls) throws IOException {
        ServerSocket socket =
                tls.getServerSocketFactory()
                        .createServerSocket(0, 50, InetAddress.getLoopbackAddress());
        DsmServer server = new DsmServer(dsm, socket);
        Thread.ofPlatform().daemon().name("dsm").start(server::accept);
        return server;
    }

    /// What to configure as `api_endpoint`.
    public URI endpoint() {
        return URI.create("https://localhost:" + server.getLocalPort());
    }

    @Override
    public void close() throws IOException {
        server.close();
    }

    private void accept() {
        while (!server.isClosed()) {
            try {
                Socket client = server.accept();
                Thread.ofPlatform().daemon().name("dsm-client").start(() -> serve(client));
            } catch (IOException gone) {
                // The next one may come, unless the server was closed.
            }
        }
    }

    private void serve(Socket client) {
        try (client) {
            InputStream in = new BufferedInputStream(client.getInputStream());
            OutputStream out = client.getOutputStream();
            boolean more = true;
            while (more) {
                more = serve(in, out);
            }
        } catch (IOException gone) {
            // Clients come and go.
        }
    }

    /// One request; whether there may be another.
    private boolean serve(InputStream in, OutputStream out) throws IOException {
        String request = line(in);
        if (request.isEmpty()) {
            return false;
        }
        Map<String, String> headers = headers(in);
        int length = Integer.parseInt(headers.getOrDefault("content-length", "0"));
        if (length > BODY_BYTES_MAX) {
            return false;
        }
        String body = new String(in.readNBytes(length), StandardCharsets.UTF_8);
        String path = request.split(" ", -1)[1];
        DsmFault now = dsm.next();
        String authorization = headers.getOrDefault("authorization", "");
        DsmAnswer answer = dsm.answer(authorization, path, body, now);
        return switch (now) {
            case NONE, UNAUTHORIZED, WRONG_SIGNATURE -> send(answer, out);
            case UNAVAILABLE_ONCE -> send(DsmAnswer.failed(503, "try again later"), out);
            case ECHO -> send(DsmAnswer.failed(400, "Authorization: " + authorization), out);
            case BROKEN -> send(DsmAnswer.failed(500, "internal\u001b[31m error"), out);
            case NONSENSE -> send(DsmAnswer.json("<html>welcome</html>"), out);
            case REDIRECT -> send(DsmAnswer.failed(307, ""), out);
            case SILENT -> in.read() >= 0;
            case HANGS_UP_ONCE, HANGS_UP -> false;
            case ENDLESS_BODY -> sendForever(out);
        };
    }

    private static boolean send(DsmAnswer answer, OutputStream out) throws IOException {
        byte[] body = answer.body().getBytes(StandardCharsets.UTF_8);
        String head =
                "HTTP/1.1 %d Status\r\nLocation: /elsewhere\r\nContent-Length: %d\r\n\r\n"
                        .formatted(answer.status(), body.length);
        out.write(head.getBytes(StandardCharsets.US_ASCII));
        out.write(body);
        out.flush();
        return true;
    }

    private static boolean sendForever(OutputStream out) throws IOException {
        out.write("HTTP/1.1 200 Status\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
        while (true) {
            out.write(new byte[1024]);
        }
    }

    private static Map<String, String> headers(InputStream in) throws IOException {
        Map<String, String> headers = new HashMap<>();
        for (String line = line(in); !line.isEmpty(); line = line(in)) {
            int colon = line.indexOf(':');
            String name = line.substring(0, Math.max(0, colon)).toLowerCase(Locale.ROOT);
            headers.put(name, line.substring(colon + 1).strip());
        }
        return headers;
    }

    private static String line(InputStream in) throws IOException {
        StringBuilder line = new StringBuilder();
        for (int next = in.read(); next >= 0 && next != '\n'; next = in.read()) {
            if (line.length() > HEADER_BYTES_MAX) {
                throw new IOException("a header without an end");
            }
            line.append((char) next);
        }
        return line.toString().strip();
    }
}
