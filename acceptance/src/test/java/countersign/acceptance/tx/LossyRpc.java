package countersign.acceptance.tx;

import countersign.acceptance.tx.HttpService.Answer;
import countersign.acceptance.tx.HttpService.Asked;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.IntFunction;

/// Stands between a signer and its node and passes everything on, except that what happens to each
/// broadcast is decided by its number.
final class LossyRpc implements AutoCloseable {
    private final HttpService server;
    private final HttpClient http = HttpClient.newHttpClient();
    private final int nodePort;
    private final IntFunction<Fate> fates;
    private final AtomicInteger broadcasts = new AtomicInteger();
    private final CountDownLatch held = new CountDownLatch(1);

    /// What becomes of a broadcast.
    enum Fate {
        PASSED,
        /// The node gets it, and its answer never arrives: the connection breaks.
        ANSWER_LOST,
        /// The node gets it, and the connection stays open without an answer.
        ANSWER_HELD,
        /// The node does not get it, and the connection stays open without an answer.
        REQUEST_HELD
    }

    private LossyRpc(RealChain chain, IntFunction<Fate> fates) throws IOException {
        this.nodePort = chain.port();
        this.fates = fates;
        this.server = HttpService.start(this::answer);
    }

    /// In front of a node; `fates` says what becomes of the broadcast of each number, from 0.
    static LossyRpc before(RealChain chain, IntFunction<Fate> fates) throws IOException {
        return new LossyRpc(chain, fates);
    }

    String address() {
        return RealChain.rpcAddress(server.port());
    }

    /// Waits until a broadcast is being held.
    void awaitHeld(Duration within) throws InterruptedException {
        if (!held.await(within.toMillis(), TimeUnit.MILLISECONDS)) {
            throw new AssertionError("no broadcast within " + within);
        }
    }

    private Answer answer(Asked asked) throws IOException, InterruptedException {
        if (!(asked.path() + asked.body()).contains("broadcast_tx")) {
            return pass(asked);
        }
        return switch (fates.apply(broadcasts.getAndIncrement())) {
            case PASSED -> pass(asked);
            case ANSWER_LOST -> {
                pass(asked);
                yield Answer.lost();
            }
            case ANSWER_HELD -> {
                pass(asked);
                yield hold();
            }
            case REQUEST_HELD -> hold();
        };
    }

    private Answer hold() throws InterruptedException {
        held.countDown();
        Thread.sleep(Duration.ofHours(1));
        return Answer.lost();
    }

    private Answer pass(Asked asked) throws IOException, InterruptedException {
        HttpRequest request =
                HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + nodePort + asked.path()))
                        .header("content-type", "application/json")
                        .method(asked.method(), HttpRequest.BodyPublishers.ofString(asked.body()))
                        .build();
        HttpResponse<String> response = http.send(request, HttpResponse.BodyHandlers.ofString());
        return new Answer(response.statusCode(), response.body());
    }

    @Override
    public void close() {
        server.close();
        http.shutdownNow();
    }
}
