package countersign.provider.yubihsm.transport;

import countersign.connection.Deadline;
import countersign.keyring.spi.ProviderException;
import countersign.keyring.spi.ProviderException.Outcome;
import countersign.provider.yubihsm.wire.Frame;

import java.io.IOException;
import java.net.ConnectException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.channels.UnresolvedAddressException;
import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/// Through `yubihsm-connector`, or whoever speaks like it. Messages are protected end to end by the
/// session; whoever is in between can lose them and no more.
///
/// A message is sent once, with its length and not in chunks, directly and to nowhere else.
public final class HttpTransport implements Transport {
    /// Of an exchange; what a caller's deadline leaves may be less. As in tmkms.
    public static final Duration ANSWER_MAX = Duration.ofSeconds(5);

    private static final int HTTP_OK = 200;

    private final DeviceAddress.Connector connector;
    private final URI api;
    private final HttpClient http;

    /// Connects with the first message.
    public HttpTransport(DeviceAddress.Connector connector) {
        this.connector = connector;
        this.api = URI.create("http://" + connector.authority() + "/connector/api");
        this.http =
                HttpClient.newBuilder()
                        .version(HttpClient.Version.HTTP_1_1)
                        .followRedirects(HttpClient.Redirect.NEVER)
                        .proxy(HttpClient.Builder.NO_PROXY)
                        .build();
    }

    @Override
    public byte[] exchange(byte[] message, Deadline deadline) throws ProviderException {
        Duration limit = deadline.remaining();
        limit = limit.compareTo(ANSWER_MAX) > 0 ? ANSWER_MAX : limit;
        if (!limit.isPositive()) {
            throw new ProviderException(
                    Outcome.UNREACHED,
                    "there was no time left to ask " + connector,
                    "it, or this machine, is too busy or too slow; see with what");
        }
        HttpRequest request =
                HttpRequest.newBuilder(api)
                        .header("Content-Type", "application/octet-stream")
                        .POST(BodyPublishers.ofByteArray(message))
                        .build();
        CompletableFuture<HttpResponse<byte[]>> answer =
                http.sendAsync(
                        request,
                        BodyHandlers.limiting(BodyHandlers.ofByteArray(), Frame.BYTES_MAX));
        return body(awaited(answer, limit));
    }

    /// Ends what is under way.
    @Override
    public void close() {
        http.shutdownNow();
    }

    private HttpResponse<byte[]> awaited(
            CompletableFuture<HttpResponse<byte[]>> answer, Duration limit)
            throws ProviderException {
        try {
            return answer.get(limit.toNanos(), TimeUnit.NANOSECONDS);
        } catch (TimeoutException e) {
            answer.cancel(true);
            throw new ProviderException(
                    Outcome.BROKEN,
                    "%s gave no answer within %d ms".formatted(connector, limit.toMillis()),
                    "see whether the connector and its device still work",
                    e);
        } catch (ExecutionException e) {
            throw failed(e);
        } catch (InterruptedException e) {
            answer.cancel(true);
            Thread.currentThread().interrupt();
            throw new ProviderException(
                    Outcome.BROKEN, connector + " was not waited for", "the signer is stopping", e);
        }
    }

    /// The client meets some nonsense with exceptions that are meant for programmers, and so every
    /// cause is a failure of the other side.
    private ProviderException failed(ExecutionException failure) {
        Throwable cause = Objects.requireNonNullElse(failure.getCause(), failure);
        if (cause instanceof ConnectException || isUnresolved(cause)) {
            return new ProviderException(
                    Outcome.UNREACHED,
                    connector + " cannot be reached",
                    "start its yubihsm-connector, or correct `addr`",
                    cause);
        }
        String why = Objects.requireNonNullElse(cause.getMessage(), cause.getClass().getName());
        return new ProviderException(
                Outcome.BROKEN,
                "the connection to %s broke: %s".formatted(connector, why),
                "see whether a yubihsm-connector listens there, and its log",
                cause);
    }

    private static boolean isUnresolved(Throwable cause) {
        return cause instanceof IOException
                && cause.getCause() instanceof UnresolvedAddressException;
    }

    private byte[] body(HttpResponse<byte[]> response) throws ProviderException {
        if (response.statusCode() == HTTP_OK) {
            return response.body();
        }
        throw new ProviderException(
                Outcome.BROKEN,
                "%s answered with HTTP status %d".formatted(connector, response.statusCode()),
                "see the log of the connector; 500 is what it says when its device is unplugged");
    }
}
