package countersign.app.floor;

import countersign.app.floor.Testimony.Word;
import countersign.consensus.ChainId;

import java.io.IOException;
import java.io.InputStream;
import java.net.ConnectException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;

/// Asks the nodes of one chain for their `/status`, all at once. Follows no redirect, goes through
/// no proxy, sends nothing but the request: whoever answers is a stranger.
final class NodeStatuses implements AutoCloseable {
    /// A status has two to three kilobytes.
    static final int BODY_BYTES_MAX = 64 * 1024;

    private static final int NETWORK_CHARS_SHOWN = 60;
    private static final int HTTP_OK = 200;

    private final ChainId chain;
    private final List<URI> nodes;
    private final HttpClient http;
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    // Looking a name up can hang for longer than anybody waits, and cannot be interrupted.
    private final Set<URI> underway = ConcurrentHashMap.newKeySet();

    NodeStatuses(ChainId chain, List<URI> nodes) {
        this.chain = chain;
        this.nodes = List.copyOf(nodes);
        this.http =
                HttpClient.newBuilder()
                        .version(HttpClient.Version.HTTP_1_1)
                        .followRedirects(HttpClient.Redirect.NEVER)
                        .proxy(HttpClient.Builder.NO_PROXY)
                        .build();
    }

    /// One word for each node, after `limit` at the latest, whatever they do.
    Testimony ask(Duration limit) throws InterruptedException {
        List<Callable<Word>> questions = new ArrayList<>();
        nodes.forEach(node -> questions.add(() -> once(node)));
        List<Future<Word>> answers =
                threads.invokeAll(questions, limit.toNanos(), TimeUnit.NANOSECONDS);
        List<Word> words = new ArrayList<>();
        for (int i = 0; i < answers.size(); i++) {
            words.add(word(nodes.get(i), answers.get(i)));
        }
        return new Testimony(words);
    }

    /// Ends every request; none is made any more.
    @Override
    public void close() {
        threads.shutdownNow();
        http.shutdownNow();
    }

    private static Word word(URI node, Future<Word> answer) throws InterruptedException {
        try {
            return answer.get();
        } catch (CancellationException overdue) {
            return new Word.Useless(node, "did not answer in time");
        } catch (ExecutionException e) {
            // The client meets some nonsense with exceptions that are meant for programmers, a
            // Content-Length that is no number for one. A stranger must not end the process.
            return new Word.Useless(node, "answered nonsense: " + e.getCause());
        }
    }

    /// Asks a node unless the last question to it still hangs: they must not pile up.
    private Word once(URI node) throws InterruptedException {
        if (!underway.add(node)) {
            return new Word.Useless(node, "did not even answer what it was asked before");
        }
        try {
            return word(node);
        } finally {
            underway.remove(node);
        }
    }

    private Word word(URI node) throws InterruptedException {
        try {
            HeightJson.Status status = HeightJson.status(body(node));
            if (!status.network().equals(chain.value())) {
                return new Word.Useless(node, "is a node of network " + shown(status.network()));
            }
            return status.catchingUp()
                    ? new Word.Behind(node, status.height())
                    : new Word.Reached(node, status.height());
        } catch (WitnessException e) {
            return new Word.Useless(node, "gave no usable answer: " + e.why());
        } catch (ConnectException e) {
            return new Word.Useless(node, "cannot be reached");
        } catch (IOException e) {
            String why = Objects.requireNonNullElse(e.getMessage(), e.getClass().getSimpleName());
            return new Word.Useless(node, "cannot be asked: " + why);
        }
    }

    private byte[] body(URI node) throws IOException, InterruptedException, WitnessException {
        HttpRequest request = HttpRequest.newBuilder(URI.create(node + "/status")).build();
        HttpResponse<InputStream> response =
                http.send(request, HttpResponse.BodyHandlers.ofInputStream());
        try (InputStream body = response.body()) {
            if (response.statusCode() != HTTP_OK) {
                throw new WitnessException("HTTP status " + response.statusCode());
            }
            byte[] bytes = body.readNBytes(BODY_BYTES_MAX + 1);
            if (bytes.length > BODY_BYTES_MAX) {
                throw new WitnessException("it has more than " + BODY_BYTES_MAX + " bytes");
            }
            return bytes;
        }
    }

    private static String shown(String network) {
        return network.length() <= NETWORK_CHARS_SHOWN
                ? network
                : network.substring(0, NETWORK_CHARS_SHOWN) + "…";
    }
}
