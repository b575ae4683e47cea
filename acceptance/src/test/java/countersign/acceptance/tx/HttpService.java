package countersign.acceptance.tx;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;

import countersign.acceptance.Child;
import countersign.acceptance.node.Ports;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/// A small HTTP server of this machine that answers as it is told, or does not.
public final class HttpService implements AutoCloseable {
    private static final Duration ASKED_MAX = Duration.ofMinutes(2);

    private final HttpServer server;
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final List<Asked> asked = new CopyOnWriteArrayList<>();

    private HttpService(HttpServer server) {
        this.server = server;
    }

    public static HttpService start(Answers answers) throws IOException {
        InetSocketAddress address =
                new InetSocketAddress(InetAddress.getLoopbackAddress(), Ports.free());
        HttpService service = new HttpService(HttpServer.create(address, 0));
        service.server.setExecutor(service.threads);
        service.server.createContext("/", exchange -> service.serve(exchange, answers));
        service.server.start();
        return service;
    }

    private void serve(HttpExchange exchange, Answers answers) throws IOException {
        try (exchange) {
            String body = read(exchange);
            Asked request =
                    new Asked(
                            exchange.getRequestMethod(),
                            exchange.getRequestURI().toString(),
                            body,
                            asked.size());
            asked.add(request);
            Answer answer = answers.to(request);
            if (answer.status() == Answer.LOST) {
                return;
            }
            byte[] bytes = answer.body().getBytes(StandardCharsets.UTF_8);
            exchange.getResponseHeaders().add("content-type", "application/json");
            exchange.sendResponseHeaders(answer.status(), bytes.length == 0 ? -1 : bytes.length);
            exchange.getResponseBody().write(bytes);
        } catch (InterruptedException e) {
            // The test is over; whoever waits gets no answer.
            Thread.currentThread().interrupt();
        } catch (UncheckedIOException e) {
            throw e.getCause();
        }
    }

    private static String read(HttpExchange exchange) throws IOException {
        return new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
    }

    int port() {
        return server.getAddress().getPort();
    }

    URI uri(String path) {
        return URI.create("http://127.0.0.1:" + port() + path);
    }

    /// All requests so far.
    List<Asked> asked() {
        return List.copyOf(asked);
    }

    /// Waits until this client has made so many requests more.
    void awaitMore(int more, Child client) {
        int count = asked.size() + more;
        client.await(count + " requests", ASKED_MAX, () -> asked.size() >= count);
    }

    @Override
    public void close() {
        threads.shutdownNow();
        server.stop(0);
    }

    /// A request.
    ///
    /// @param number from 0
    public record Asked(String method, String path, String body, int number) {}

    /// What a request is answered with.
    public record Answer(int status, String body) {
        private static final int LOST = -1;

        static Answer ok(String body) {
            return new Answer(200, body);
        }

        /// The connection is closed instead.
        static Answer lost() {
            return new Answer(LOST, "");
        }
    }

    /// Who answers.
    @FunctionalInterface
    public interface Answers {
        /// Takes as long as it likes; it is interrupted when the server is closed.
        Answer to(Asked asked) throws IOException, InterruptedException;
    }
}
