package countersign.tx.rpc;

import countersign.bytes.Bytes;
import countersign.json.Fields;
import countersign.json.JsonDocument;
import countersign.json.JsonException;
import countersign.json.JsonValue;
import countersign.json.JsonWriter;
import countersign.json.Problems;
import countersign.tx.http.BoundedHttp;
import countersign.tx.http.ExchangeException;

import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.OptionalLong;

import javax.net.ssl.SSLContext;

/// JSON-RPC 2.0 to one node, one call after the other.
final class JsonRpc implements AutoCloseable {
    static final Duration CALL_MAX = Duration.ofSeconds(10);

    /// What an answer may have.
    ///
    /// @param values as [JsonDocument] counts them
    record Size(int bytes, int values) {
        private static final int MIB = 1024 * 1024;

        /// By what was asked. A transaction comes with its events. Some chains allow longer blocks
        /// than are read: of what is in those nothing is ever proven.
        static Size of(String method) {
            return switch (method) {
                case "block", "block_results" -> new Size(8 * MIB, JsonDocument.VALUES_MAX);
                case "tx" -> new Size(4 * MIB, JsonDocument.VALUES_MAX);
                default -> new Size(MIB, 10_000);
            };
        }
    }

    private static final int SERVER_ERROR = 500;

    private final URI node;
    private final Duration callMax;
    private final BoundedHttp http;
    private long calls;

    /// What came of a call.
    sealed interface Reply {
        record Result(JsonValue.Members value) implements Reply {}

        /// The node answered with an error.
        ///
        /// @param message the node's words: its message, and what it adds
        record Failed(String message) implements Reply {}
    }

    JsonRpc(URI node, Duration callMax, SSLContext tls) {
        this.node = node;
        this.callMax = callMax;
        this.http =
                new BoundedHttp(
                        node,
                        Map.of("content-type", "application/json", "user-agent", "countersign"),
                        tls);
    }

    Reply call(String method, JsonWriter params) throws RpcException {
        calls++;
        String request =
                new JsonWriter()
                        .text("jsonrpc", "2.0")
                        .whole("id", calls)
                        .text("method", method)
                        .raw("params", params.done())
                        .done();
        BoundedHttp.Answer answer;
        try {
            answer =
                    http.post(
                            Bytes.of(request.getBytes(StandardCharsets.UTF_8)),
                            new BoundedHttp.Limits(callMax, Size.of(method).bytes()));
        } catch (ExchangeException e) {
            throw new RpcException(e.what(), e.next(), e);
        }
        if (!answer.isGood() && answer.status() != SERVER_ERROR) {
            throw useless(method, "HTTP status " + answer.status());
        }
        Reply reply = reply(method, answer.body());
        // Some versions send their errors with this status. A result has no business there.
        if (!answer.isGood() && reply instanceof Reply.Result) {
            throw useless(method, "HTTP status " + answer.status());
        }
        return reply;
    }

    /// As [#call], where the node's refusal is of no use either.
    JsonValue.Members result(String method, JsonWriter params) throws RpcException {
        return switch (call(method, params)) {
            case Reply.Result(JsonValue.Members value) -> value;
            case Reply.Failed(String message) -> throw useless(method, message);
        };
    }

    /// Room for the method's answers, until it is closed.
    LargeAnswers room(String method) throws RpcException {
        return LargeAnswers.room(Size.of(method).bytes())
                .orElseThrow(
                        () ->
                                new RpcException(
                                        BoundedHttp.shown(node)
                                                + " was not asked for its "
                                                + method,
                                        "other transaction signers of this process are reading"
                                                + " large answers; it is tried again"));
    }

    RpcException useless(String method, String why) {
        return new RpcException(
                BoundedHttp.shown(node) + " gave no usable answer to " + method + ": " + why,
                "check that the address is a node's RPC, and look at the node's log");
    }

    @Override
    public void close() {
        http.close();
    }

    private Reply reply(String method, Bytes body) throws RpcException {
        try {
            Problems problems = new Problems();
            JsonValue whole = JsonDocument.parse(body.toArray(), Size.of(method).values());
            if (!(whole instanceof JsonValue.Members members)) {
                throw useless(method, "it is no JSON object");
            }
            Fields fields = new Fields(members, problems);
            requireOurs(method, fields);
            if (fields.optional("error").orElse(null) instanceof JsonValue.Members error) {
                return new Reply.Failed(words(new Fields(error, problems)));
            }
            if (fields.optional("result").orElse(null) instanceof JsonValue.Members result) {
                return new Reply.Result(result);
            }
            throw useless(method, "there is neither a result nor an error in it");
        } catch (JsonException e) {
            throw useless(method, e.what());
        }
    }

    /// A kept connection on which an answer came late must not answer the next question.
    private void requireOurs(String method, Fields fields) throws RpcException {
        OptionalLong id = Numbers.whole(fields.optional("id"));
        if (id.isEmpty() || id.getAsLong() != calls) {
            throw useless(method, "it answers another question");
        }
    }

    private static String words(Fields error) {
        String message = error.optionalText("message").map(JsonValue.Text::value).orElse("");
        String data = error.optionalText("data").map(JsonValue.Text::value).orElse("");
        return message + ": " + data;
    }
}
