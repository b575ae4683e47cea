package countersign.app.tx;

import countersign.tx.http.Tls;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.cert.X509Certificate;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import javax.net.ssl.SSLServerSocket;

/// A service and a node at one address, with a certificate from an authority of their own, which
/// demand one from it of whoever asks. The service asks for nothing, the node is at height 7.
final class TlsServer implements AutoCloseable {
    /// An authority, and what it signed for a server and a client.
    static final Path FILES = Path.of("../txsigner/src/test/resources/tls");

    private static final Pattern ID = Pattern.compile("\"id\":(\\d+)");

    private final SSLServerSocket listening;

    private TlsServer(SSLServerSocket listening) {
        this.listening = listening;
        Thread.ofVirtual().start(this::serve);
    }

    static TlsServer start() throws IOException {
        List<X509Certificate> authority = Tls.certificates(file("ca.pem"));
        List<X509Certificate> own = Tls.certificates(file("server.pem"));
        Tls.Identity identity = new Tls.Identity(own, Tls.key(file("server.key"), own.getFirst()));
        SSLServerSocket socket =
                (SSLServerSocket)
                        Tls.context(authority, Optional.of(identity))
                                .getServerSocketFactory()
                                .createServerSocket(0, 16, InetAddress.getLoopbackAddress());
        socket.setNeedClientAuth(true);
        return new TlsServer(socket);
    }

    int port() {
        return listening.getLocalPort();
    }

    @Override
    public void close() throws IOException {
        listening.close();
    }

    private void serve() {
        while (!listening.isClosed()) {
            try (Socket socket = listening.accept()) {
                OutputStream out = socket.getOutputStream();
                out.write(answer(read(socket.getInputStream())).getBytes(StandardCharsets.UTF_8));
                out.flush();
            } catch (IOException closed) {
                // The other side is not to be talked to, or the test has ended.
            }
        }
    }

    private static String answer(String request) {
        Matcher id = ID.matcher(request);
        String body =
                request.startsWith("POST /prices ")
                        ? "{\"status\":\"ok\"}"
                        : id.find() ? status(id.group(1)) : "{}";
        return "HTTP/1.1 200 OK\r\nContent-Length: %d\r\nConnection: close\r\n\r\n%s"
                .formatted(body.length(), body);
    }

    private static String status(String id) {
        return """
        {"jsonrpc":"2.0","id":%s,"result":{"node_info":{"network":"columbus-3"},"sync_info":{\
        "latest_block_hash":"AB","latest_app_hash":"CD","latest_block_height":"7",\
        "latest_block_time":"2026-01-01T00:00:00Z","catching_up":false}}}\
        """
                .formatted(id);
    }

    private static String read(InputStream in) throws IOException {
        StringBuilder request = new StringBuilder();
        while (request.indexOf("\r\n\r\n") < 0) {
            int next = in.read();
            if (next < 0) {
                throw new IOException("the request ends early");
            }
            request.append((char) next);
        }
        int length =
                request.toString()
                        .lines()
                        .map(line -> line.toLowerCase(Locale.ROOT))
                        .filter(line -> line.startsWith("content-length:"))
                        .mapToInt(line -> Integer.parseInt(line.split(":", 2)[1].strip()))
                        .findFirst()
                        .orElse(0);
        return request + new String(in.readNBytes(length), StandardCharsets.UTF_8);
    }

    private static byte[] file(String name) throws IOException {
        return Files.readAllBytes(FILES.resolve(name));
    }
}
