package countersign.tx.http;

import countersign.bytes.Bytes;
import countersign.json.OneLine;

import java.io.IOException;
import java.net.ConnectException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLException;

/// Posts to one address. An answer that drips is as late as one that never comes.
public final class BoundedHttp implements AutoCloseable {
    private final URI address;
    private final Map<String, String> headers;
    private final HttpClient http;

    /// What an answer may take.
    ///
    /// @param total from the first byte sent to the last one received
    public record Limits(Duration total, int bytesMax) {}

    /// An answer, whatever its status.
    public record Answer(int status, Bytes body) {
        public boolean isGood() {
            return status >= 200 && status <= 299;
        }
    }

    public BoundedHttp(URI address, Map<String, String> headers, SSLContext tls) {
        this.address = address;
        this.headers = Map.copyOf(headers);
        this.http =
                HttpClient.newBuilder()
                        .version(HttpClient.Version.HTTP_1_1)
                        .followRedirects(HttpClient.Redirect.NEVER)
                        .proxy(HttpClient.Builder.NO_PROXY)
                        .sslContext(tls)
                        .build();
    }

    /// Sends the body once and waits for the answer.
    public Answer post(Bytes body, Limits limits) throws ExchangeException {
        HttpRequest.Builder request =
                HttpRequest.newBuilder(address)
                        .POST(
                                body.isEmpty()
                                        ? HttpRequest.BodyPublishers.noBody()
                                        : HttpRequest.BodyPublishers.ofByteArray(body.toArray()));
        headers.forEach(request::header);
        CompletableFuture<HttpResponse<byte[]>> answer =
                http.sendAsync(
                        request.build(),
                        BodyHandlers.limiting(BodyHandlers.ofByteArray(), limits.bytesMax()));
        try {
            HttpResponse<byte[]> come = answer.get(limits.total().toNanos(), TimeUnit.NANOSECONDS);
            return new Answer(come.statusCode(), Bytes.of(come.body()));
        } catch (TimeoutException e) {
            throw new ExchangeException(
                    shown(address)
                            + " did not answer in full within "
                            + limits.total().toSeconds()
                            + " s",
                    "look at its load and at the network in between",
                    e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new ExchangeException(
                    "interrupted while " + shown(address) + " was asked", "", e);
        } catch (ExecutionException e) {
            throw failed(Objects.requireNonNullElse(e.getCause(), e), limits);
        } finally {
            answer.cancel(true);
        }
    }

    /// An address for messages. Whoever provides nodes and services for others gives each customer
    /// a secret in the path or behind it, which is nobody else's business.
    public static String shown(URI address) {
        String host = address.getScheme() + "://" + address.getHost();
        String port = address.getPort() < 0 ? "" : ":" + address.getPort();
        String path = Objects.requireNonNullElse(address.getRawPath(), "");
        boolean more = path.length() > 1 || address.getRawQuery() != null;
        return host + port + (more ? "/…" : "");
    }

    /// Ends every request.
    @Override
    public void close() {
        http.shutdownNow();
    }

    private ExchangeException failed(Throwable cause, Limits limits) {
        return switch (cause) {
            case ConnectException e ->
                    new ExchangeException(
                            shown(address) + " cannot be reached: " + why(e),
                            "check the address, and that something listens there",
                            e);
            case SSLException e ->
                    new ExchangeException(
                            shown(address) + " cannot be asked over TLS: " + why(e),
                            "its certificate must be for this host, and from an authority that is"
                                    + " configured or that the JDK trusts",
                            e);
            case IOException e ->
                    new ExchangeException(
                            shown(address) + " gave no usable answer: " + why(e),
                            "an answer has at most "
                                    + limits.bytesMax()
                                    + " bytes; look at the log"
                                    + " of whoever answers",
                            e);
            // The client meets some nonsense with exceptions that are meant for programmers. A
            // stranger must not end the process.
            default ->
                    new ExchangeException(
                            shown(address)
                                    + " answered nonsense: "
                                    + cause.getClass().getSimpleName(),
                            "check that it speaks HTTP",
                            cause);
        };
    }

    private static String why(IOException e) {
        String why = Objects.requireNonNullElse(e.getMessage(), "");
        return why.isEmpty() ? e.getClass().getSimpleName() : OneLine.of(why);
    }
}
