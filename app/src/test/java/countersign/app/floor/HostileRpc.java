package countersign.app.floor;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;

/// An HTTP server that answers every request as the test wants it, down to the bytes.
final class HostileRpc implements AutoCloseable {
    /// What it does once it has read a request; the connection is closed when it returns.
    interface Conduct {
        void answer(OutputStream out, int requestsBefore) throws IOException, InterruptedException;
    }

    private final ServerSocket socket;
    private final Conduct conduct;
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final AtomicInteger requests = new AtomicInteger();

    HostileRpc(Conduct conduct) throws IOException {
        this.socket = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        this.conduct = conduct;
        threads.execute(this::acceptForEver);
    }

    /// Answers with this status line and body.
    static HostileRpc with(String status, String body) throws IOException {
        return new HostileRpc((out, _) -> send(out, status, body));
    }

    /// A node of `network` as it should be.
    static HostileRpc node(String network, long height, boolean catchingUp) throws IOException {
        return with("200 OK", status(network, height, catchingUp));
    }

    static String status(String network, long height, boolean catchingUp) {
        return """
        {"jsonrpc":"2.0","id":-1,"result":{"node_info":{"protocol_version":{"p2p":"8"},\
        "network":"%s","other":{"tx_index":"on"}},"sync_info":{"latest_block_hash":"AB",\
        "latest_block_height":"%d","catching_up":%s},"validator_info":{"voting_power":"10"}}}
        """
                .formatted(network, height, catchingUp);
    }

    static void send(OutputStream out, String status, String body) throws IOException {
        byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
        write(out, "HTTP/1.1 " + status + "\r\nContent-Length: " + bytes.length + "\r\n\r\n");
        out.write(bytes);
        out.flush();
    }

    static void write(OutputStream out, String text) throws IOException {
        out.write(text.getBytes(StandardCharsets.UTF_8));
        out.flush();
    }

    URI url() {
        return URI.create("http://127.0.0.1:" + socket.getLocalPort());
    }

    int requests() {
        return requests.get();
    }

    @Override
    public void close() throws IOException {
        socket.close();
        threads.shutdownNow();
    }

    private void acceptForEver() {
        while (!socket.isClosed()) {
            try {
                Socket accepted = socket.accept();
                threads.execute(() -> serve(accepted));
            } catch (IOException closed) {
                return;
            }
        }
    }

    private void serve(Socket accepted) {
        try (accepted;
                BufferedReader in =
                        new BufferedReader(
                                new InputStreamReader(
                                        accepted.getInputStream(), StandardCharsets.UTF_8))) {
            String line = in.readLine();
            while (line != null && !line.isEmpty()) {
                line = in.readLine();
            }
            conduct.answer(accepted.getOutputStream(), requests.getAndIncrement());
        } catch (IOException clientGone) {
            // As it should be, where the answer never ends.
        } catch (InterruptedException testOver) {
            Thread.currentThread().interrupt();
        }
    }
}
