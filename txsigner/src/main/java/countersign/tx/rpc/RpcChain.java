package countersign.tx.rpc;

import countersign.bytes.Bytes;
import countersign.json.JsonValue;
import countersign.json.JsonWriter;

import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Locale;

import javax.net.ssl.SSLContext;

/// A chain behind the RPC of one of its nodes, of Tendermint 0.32 to CometBFT v1.
public final class RpcChain implements Chain, AutoCloseable {
    private static final String OLD_PATH = "custom/acc/account";
    private static final String PATH = "/cosmos.auth.v1beta1.Query/Account";

    private final JsonRpc rpc;
    private final Answers answers;
    // Which of the two the application knows, once it has shown.
    private boolean old;

    public RpcChain(URI node, SSLContext tls) {
        this(node, JsonRpc.CALL_MAX, tls);
    }

    RpcChain(URI node, Duration callMax, SSLContext tls) {
        this.rpc = new JsonRpc(node, callMax, tls);
        this.answers = new Answers(rpc);
    }

    @Override
    public ChainStatus status() throws RpcException {
        return answers.status(rpc.result("status", new JsonWriter()));
    }

    @Override
    public AccountAnswer account(String address) throws RpcException {
        for (int attempt = 0; attempt < 2; attempt++) {
            AccountQuery.Reply reply =
                    answers.account(rpc.result("abci_query", question(address)), old);
            switch (reply) {
                case AccountQuery.Reply.Answered(AccountAnswer answer) -> {
                    return answer;
                }
                case AccountQuery.Reply.NoSuchPath _ -> old = !old;
            }
        }
        throw rpc.useless("abci_query", "the application tells nothing of accounts");
    }

    @Override
    public BroadcastAnswer broadcast(Bytes transaction) throws RpcException {
        JsonWriter params = new JsonWriter().text("tx", base64(transaction));
        return switch (rpc.call("broadcast_tx_sync", params)) {
            case JsonRpc.Reply.Result(JsonValue.Members value) -> {
                TxResult check = answers.checked(value, transaction.sha256());
                yield check.isGood()
                        ? new BroadcastAnswer.Taken(check)
                        : new BroadcastAnswer.Refused(check);
            }
            case JsonRpc.Reply.Failed(String message) -> {
                boolean seen =
                        message.toLowerCase(Locale.ROOT).contains("tx already exists in cache");
                yield seen
                        ? new BroadcastAnswer.SeenBefore()
                        : new BroadcastAnswer.TurnedAway(Answers.line(message));
            }
        };
    }

    @Override
    public Lookup find(Bytes hash) throws RpcException {
        JsonWriter params = new JsonWriter().text("hash", base64(hash)).flag("prove", false);
        try (LargeAnswers _ = rpc.room("tx")) {
            return switch (rpc.call("tx", params)) {
                case JsonRpc.Reply.Result(JsonValue.Members value) -> answers.found(value, hash);
                case JsonRpc.Reply.Failed(String message) -> {
                    // The one refusal that is an answer. An index that is off knows nothing, and
                    // must not be taken for one that does not have it.
                    String absent = "tx (" + hash.hex() + ") not found";
                    if (!message.toLowerCase(Locale.ROOT).contains(absent)) {
                        throw rpc.useless("tx", Answers.line(message));
                    }
                    yield new Lookup.Absent();
                }
            };
        }
    }

    @Override
    public List<Bytes> blockTransactions(long height) throws RpcException {
        JsonWriter params = new JsonWriter().wholeInText("height", height);
        List<Bytes> hashes = new ArrayList<>();
        try (LargeAnswers _ = rpc.room("block")) {
            for (Bytes transaction : answers.block(rpc.result("block", params), height)) {
                hashes.add(transaction.sha256());
            }
        }
        return hashes;
    }

    @Override
    public TxResult blockResult(long height, int place) throws RpcException {
        JsonWriter params = new JsonWriter().wholeInText("height", height);
        try (LargeAnswers _ = rpc.room("block_results")) {
            return answers.executed(rpc.result("block_results", params), height, place);
        }
    }

    /// Ends every call.
    @Override
    public void close() {
        rpc.close();
    }

    private JsonWriter question(String address) {
        Bytes data = old ? AccountQuery.oldRequest(address) : AccountQuery.request(address);
        return new JsonWriter()
                .text("path", old ? OLD_PATH : PATH)
                .text("data", data.hex())
                .text("height", "0")
                .flag("prove", false);
    }

    private static String base64(Bytes bytes) {
        return new String(Base64.getEncoder().encode(bytes.toArray()), StandardCharsets.US_ASCII);
    }
}
