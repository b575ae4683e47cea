package countersign.acceptance.node;

import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// What a running node answers about its chain.
public final class NodeRpc {
    private static final Duration ANSWER_MAX = Duration.ofSeconds(5);
    private static final HttpClient HTTP =
            HttpClient.newBuilder().connectTimeout(ANSWER_MAX).build();
    private static final JsonMapper JSON = JsonMapper.shared();

    /// `block_id_flag` of a signature for the block itself, instead of for nil or for none.
    private static final int FLAG_COMMIT = 2;

    private final int port;

    /// A node of this machine.
    public NodeRpc(int port) {
        this.port = port;
    }

    /// Where it listens.
    public int port() {
        return port;
    }

    /// The latest block, or 0 while the node does not answer.
    public long height() {
        return get("/status")
                .map(result -> result.at("/sync_info/latest_block_height").asString("0"))
                .map(Long::parseLong)
                .orElse(0L);
    }

    /// The upper hex addresses of all validators that signed the block in its commit.
    public List<String> signersOf(long height) {
        JsonNode result =
                get("/commit?height=" + height)
                        .orElseThrow(() -> new AssertionError("no commit of block " + height));
        List<String> addresses = new ArrayList<>();
        for (JsonNode signature : result.at("/signed_header/commit/signatures")) {
            boolean signed = !signature.path("signature").asString("").isEmpty();
            if (signed && signature.path("block_id_flag").asInt() == FLAG_COMMIT) {
                addresses.add(signature.path("validator_address").asString(""));
            }
        }
        return addresses;
    }

    /// The `result` of a request, such as `/status`; empty while the node does not answer or where
    /// it answers with an error.
    public Optional<JsonNode> get(String path) {
        HttpRequest request =
                HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path))
                        .timeout(ANSWER_MAX)
                        .build();
        try {
            String body = HTTP.send(request, HttpResponse.BodyHandlers.ofString()).body();
            JsonNode result = JSON.readTree(body).path("result");
            return result.isMissingNode() ? Optional.empty() : Optional.of(result);
        } catch (IOException | JacksonException e) {
            // Not up yet, or going down: the caller asks again until its deadline.
            return Optional.empty();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError("interrupted while waiting", e);
        }
    }
}
