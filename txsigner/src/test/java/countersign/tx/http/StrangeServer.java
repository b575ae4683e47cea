package countersign.tx.http;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CopyOnWriteArrayList;

/// An HTTP server that answers what it is told to, byte for byte, to one request for each
/// connection.
public final class StrangeServer implements AutoCloseable {
    private final ServerSocket listening;
    private final List<String> requests = new CopyOnWriteArrayList<>();

    /// Writes an answer to a request.
    public interface Answer {
        void write(String request, OutputStream out) throws IOException;
    }

    public StrangeServer(Answer answer) throws IOException {
        this(new ServerSocket(0, 16, InetAddress.getLoopbackAddress()), answer);
    }

    /// On a socket that listens already.
    public StrangeServer(ServerSocket listening, Answer answer) {
        this.listening = listening;
        Thread.ofVirtual().start(() -> serve(answer));
    }

    /// A server of good answers with this body.
    public static StrangeServer ok(String body) throws IOException {
        return new StrangeServer((_, out) -> out.write(response("200 OK", "", body)));
    }

    /// A whole answer.
    public static byte[] response(String status, String headers, String body) {
        int length = body.getBytes(StandardCharsets.UTF_8).length;
        return ("HTTP/1.1 "
                        + status
                        + "\r\nContent-Length: "
                        + length
                        + "\r\nConnection: close\r\n"
                        + headers
                        + "\r\n"
                        + body)
                .getBytes(StandardCharsets.UTF_8);
    }

    public URI uri(String path) {
        return URI.create("http://127.0.0.1:" + listening.getLocalPort() + path);
    }

    /// What was asked: heads and bodies.
    public List<String> requests() {
        return requests;
    }

    @Override
    public void close() throws IOException {
        listening.close();
    }

    private void serve(Answer answer) {
        while (!listening.isClosed()) {
            try (Socket socket = listening.accept()) {
                String request = read(socket.getInputStream());
                requests.add(request);
                answer.write(request, socket.getOutputStream());
                socket.getOutputStream().flush();
            } catch (IOException closed) {
                // The other side has had enough, or the test has ended.
            }
        }
    }

    private static String read(InputStream in) throws IOException {
        StringBuilder request = new StringBuilder();
        while (request.indexOf("\r\n\r\n") < 0) {
            int next = in.read();
            if (next < 0) {
                return request.toString();
            }
            request.append((char) next);
        }
        int length =
                request.toString()
                        .lines()
                        .filter(line -> line.toLowerCase(Locale.ROOT).startsWith("content-length:"))
                        .mapToInt(line -> Integer.parseInt(line.substring(15).strip()))
                        .findFirst()
                        .orElse(0);
        return request + new String(in.readNBytes(length), StandardCharsets.UTF_8);
    }
}
