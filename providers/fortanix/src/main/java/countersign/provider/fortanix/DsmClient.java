package countersign.provider.fortanix;

import countersign.bytes.SecretBytes;
import countersign.connection.Deadline;
import countersign.keyring.spi.ProviderException;
import countersign.keyring.spi.ProviderException.Outcome;

import java.io.IOException;
import java.net.ConnectException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.locks.ReentrantLock;

import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLException;

/// Requests to the service, each with the API key. Follows no redirect, and goes through no proxy.
///
/// The client takes headers as text, so that copies of the API key lie in the heap until they are
/// collected; between requests only the one that can be wiped is kept.
final class DsmClient implements AutoCloseable {
    /// A key is described in some two kilobytes.
    static final int BODY_BYTES_MAX = 64 * 1024;

    private static final int ATTEMPTS_MAX = 2;
    private static final int REASON_CHARS_MAX = 200;
    private static final int KEY_BEGINS_CHARS = 8;
    private static final int OK_MIN = 200;
    private static final int OK_MAX = 299;

    /// A gateway's word that the service itself has not seen the request, or not now.
    private static final Set<Integer> TEMPORARY = Set.of(502, 503, 504);

    private final URI endpoint;
    private final SecretBytes apiKey;
    private final HttpClient http;
    private final ReentrantLock keyLock = new ReentrantLock();
    private boolean closed;

    DsmClient(URI endpoint, SSLContext tls, SecretBytes apiKey) {
        this.endpoint = endpoint;
        this.apiKey = apiKey;
        this.http =
                HttpClient.newBuilder()
                        .version(HttpClient.Version.HTTP_1_1)
                        .followRedirects(HttpClient.Redirect.NEVER)
                        .proxy(HttpClient.Builder.NO_PROXY)
                        .sslContext(tls)
                        .build();
    }

    /// The body of a good answer. What did not get through is sent once more: a connection that was
    /// kept may have been closed by the other side meanwhile.
    byte[] post(String path, String body, Deadline deadline) throws ProviderException {
        for (int attempt = 1; ; attempt++) {
            boolean last = attempt == ATTEMPTS_MAX;
            try {
                HttpResponse<byte[]> answer = exchange(path, body, deadline);
                if (answer.statusCode() >= OK_MIN && answer.statusCode() <= OK_MAX) {
                    return answer.body();
                }
                if (last || !TEMPORARY.contains(answer.statusCode())) {
                    throw refused(answer);
                }
            } catch (ConnectException | SSLException e) {
                throw unreached(e);
            } catch (IOException e) {
                if (last) {
                    throw unreached(e);
                }
            }
        }
    }

    /// Ends every request and wipes the API key.
    @Override
    public void close() {
        http.shutdownNow();
        keyLock.lock();
        try {
            closed = true;
            apiKey.close();
        } finally {
            keyLock.unlock();
        }
    }

    private HttpResponse<byte[]> exchange(String path, String body, Deadline deadline)
            throws IOException, ProviderException {
        CompletableFuture<HttpResponse<byte[]>> answer =
                http.sendAsync(
                        request(path, body),
                        BodyHandlers.limiting(BodyHandlers.ofByteArray(), BODY_BYTES_MAX));
        try {
            return answer.get(deadline.remaining().toNanos(), TimeUnit.NANOSECONDS);
        } catch (TimeoutException e) {
            throw new ProviderException(
                    Outcome.BROKEN,
                    "Fortanix DSM did not answer in time",
                    "look at its status and at the network in between",
                    e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new ProviderException(
                    Outcome.BROKEN, "interrupted while Fortanix DSM was asked", "", e);
        } catch (ExecutionException e) {
            if (e.getCause() instanceof IOException failed) {
                throw failed;
            }
            // The client meets some nonsense with exceptions that are meant for programmers.
            throw new ProviderException(
                    Outcome.BROKEN,
                    "what answered is not Fortanix DSM: it does not speak HTTP",
                    "check `api_endpoint`",
                    e);
        } finally {
            answer.cancel(true);
        }
    }

    private HttpRequest request(String path, String body) throws ProviderException {
        byte[] key = key();
        try {
            return HttpRequest.newBuilder(endpoint.resolve("/crypto/v1/" + path))
                    .header("Authorization", "Basic " + new String(key, StandardCharsets.US_ASCII))
                    .header("Content-Type", "application/json")
                    .POST(HttpRequest.BodyPublishers.ofString(body))
                    .build();
        } finally {
            Arrays.fill(key, (byte) 0);
        }
    }

    /// A copy, for the caller to wipe.
    private byte[] key() throws ProviderException {
        keyLock.lock();
        try {
            if (closed) {
                throw new ProviderException(
                        "the connection to Fortanix DSM is closed", "the signer is being stopped");
            }
            return apiKey.unsafeExport();
        } finally {
            keyLock.unlock();
        }
    }

    private ProviderException refused(HttpResponse<byte[]> answer) throws ProviderException {
        int status = answer.statusCode();
        String next =
                switch (status) {
                    case 401, 403 -> "check the API key, and that its app may use this key to sign";
                    case 404 -> "check `key_id` or `key_name`, and the group that the app is in";
                    case 429 -> "ask Fortanix for a higher limit";
                    default -> "look at the service's status, and at `api_endpoint`";
                };
        return new ProviderException(
                "Fortanix DSM refused: HTTP status " + status + reason(answer.body()), next);
    }

    /// A stranger's words, without what could do something to a terminal. None of them where they
    /// repeat what the request came with.
    private String reason(byte[] body) throws ProviderException {
        String text = new String(body, StandardCharsets.UTF_8).strip();
        String shown = text.substring(0, Math.min(text.length(), REASON_CHARS_MAX));
        boolean tells = !shown.isEmpty() && !text.contains(keyBegins());
        return tells ? ": " + shown.replaceAll("[^\\x20-\\x7e]", "?") : "";
    }

    /// By which an API key is known again, also where the rest of it is cut off or escaped.
    private String keyBegins() throws ProviderException {
        byte[] key = key();
        try {
            int length = Math.min(key.length, KEY_BEGINS_CHARS);
            return new String(key, 0, length, StandardCharsets.US_ASCII);
        } finally {
            Arrays.fill(key, (byte) 0);
        }
    }

    private static ProviderException unreached(IOException cause) {
        String why = Objects.requireNonNullElse(cause.getMessage(), "nobody answers");
        String next =
                cause instanceof SSLException
                        ? "the service's certificate must be for this host, and from an authority"
                                + " of the JDK or of `ca_file`"
                        : "check `api_endpoint` and the network";
        return new ProviderException(
                Outcome.UNREACHED, "Fortanix DSM could not be asked: " + why, next, cause);
    }
}
