package countersign.tx.rpc;

import countersign.bytes.Bytes;
import countersign.json.Fields;
import countersign.json.JsonValue;
import countersign.json.JsonWriter;
import countersign.json.OneLine;
import countersign.json.Problems;

import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/// The results of calls, in every version's dialect. What is needed must be there and well formed;
/// what is not needed may be anything.
final class Answers {
    private static final int TEXT_CHARS_MAX = 16 * 1024;
    private static final int LINE_CHARS_MAX = 300;
    private static final int EVENTS_CHARS_MAX = 256 * 1024;
    private static final Pattern HASH = Pattern.compile("[0-9A-Fa-f]{0,128}");
    private static final Pattern TIME =
            Pattern.compile("\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d(\\.\\d{1,9})?Z");

    private final JsonRpc rpc;

    Answers(JsonRpc rpc) {
        this.rpc = rpc;
    }

    ChainStatus status(JsonValue.Members result) throws RpcException {
        JsonValue.Members node = members("status", result, "node_info");
        JsonValue.Members sync = members("status", result, "sync_info");
        return new ChainStatus(
                matching("status", node, "network", Pattern.compile("[\\x20-\\x7e]{1,50}")),
                matching("status", sync, "latest_block_hash", HASH),
                matching("status", sync, "latest_app_hash", HASH),
                height("status", sync, "latest_block_height"),
                matching("status", sync, "latest_block_time", TIME),
                flag("status", sync, "catching_up"));
    }

    AccountQuery.Reply account(JsonValue.Members result, boolean old) throws RpcException {
        JsonValue.Members response = members("abci_query", result, "response");
        Bytes value = base64("abci_query", text(response, "value", TEXT_CHARS_MAX));
        try {
            AccountQuery.Reply reply = AccountQuery.reply(code("abci_query", response), value, old);
            // Every application since SDK 0.37 fills it in.
            long height =
                    Numbers.whole(Optional.ofNullable(response.values().get("height"))).orElse(0);
            return reply instanceof AccountQuery.Reply.Answered(AccountAnswer.Known known)
                    ? new AccountQuery.Reply.Answered(known.at(height))
                    : reply;
        } catch (AccountQuery.UselessException e) {
            throw rpc.useless(
                    "abci_query", line(e.getMessage() + " " + text(response, "log", 200)));
        }
    }

    TxResult checked(JsonValue.Members result, Bytes hash) throws RpcException {
        requireHash("broadcast_tx_sync", result, hash);
        return outcome("broadcast_tx_sync", result);
    }

    Lookup.Found found(JsonValue.Members result, Bytes hash) throws RpcException {
        requireHash("tx", result, hash);
        boolean old = result.values().containsKey("deliver_tx");
        return new Lookup.Found(
                height("tx", result, "height"),
                outcome("tx", members("tx", result, old ? "deliver_tx" : "tx_result")));
    }

    List<Bytes> block(JsonValue.Members result, long height) throws RpcException {
        JsonValue.Members block = members("block", result, "block");
        if (whole("block", members("block", block, "header"), "height") != height) {
            throw rpc.useless("block", "it is another block");
        }
        List<Bytes> transactions = new ArrayList<>();
        switch (members("block", block, "data").values().get("txs")) {
            // Nodes write `null` where there are none. What is left out says nothing.
            case null -> throw rpc.useless("block", "there are no \"txs\" in it");
            case JsonValue.Items(var _, List<JsonValue> items) -> {
                for (JsonValue item : items) {
                    if (!(item instanceof JsonValue.Text(var _, String text))) {
                        throw rpc.useless("block", item.at() + ": this is no transaction");
                    }
                    transactions.add(base64("block", text));
                }
            }
            case JsonValue.Word(var _, String word) when word.equals("null") -> {}
            case JsonValue other ->
                    throw rpc.useless("block", other.at() + ": this is no list of transactions");
        }
        return transactions;
    }

    /// What came of one of a block's transactions, which are counted from 0. Tendermint 0.32 has
    /// the list further within, and under its old name.
    TxResult executed(JsonValue.Members result, long height, int index) throws RpcException {
        if (whole("block_results", result, "height") != height) {
            throw rpc.useless("block_results", "it is another block");
        }
        boolean old = result.values().containsKey("results");
        JsonValue.Members holder = old ? members("block_results", result, "results") : result;
        if (holder.values().get(old ? "deliver_tx" : "txs_results")
                        instanceof JsonValue.Items(var _, List<JsonValue> all)
                && index < all.size()
                && all.get(index) instanceof JsonValue.Members one) {
            return outcome("block_results", one);
        }
        throw rpc.useless("block_results", "there is no result number " + index);
    }

    /// A stranger's words for a message: short, on one line.
    static String line(String text) {
        return OneLine.of(text, LINE_CHARS_MAX);
    }

    private TxResult outcome(String method, JsonValue.Members of) throws RpcException {
        String events =
                of.values().get("events") instanceof JsonValue.Items items
                        ? JsonWriter.of(items)
                        : "[]";
        return new TxResult(
                code(method, of),
                text(of, "codespace", TEXT_CHARS_MAX),
                text(of, "data", TEXT_CHARS_MAX),
                new TxResult.Message(
                        text(of, "log", TEXT_CHARS_MAX), text(of, "info", TEXT_CHARS_MAX)),
                new TxResult.Gas(gas(of, "gas_wanted"), gas(of, "gas_used")),
                events.length() <= EVENTS_CHARS_MAX ? events : "[]");
    }

    /// Left out where it is 0 by some versions, as other numbers and texts are.
    private long code(String method, JsonValue.Members of) throws RpcException {
        return of.values().containsKey("code") ? whole(method, of, "code") : 0;
    }

    /// Tendermint 0.32 writes `gasWanted`; tmkms then tells its service 0.
    private static long gas(JsonValue.Members of, String name) {
        return Numbers.whole(Optional.ofNullable(of.values().get(name))).orElse(0);
    }

    private void requireHash(String method, JsonValue.Members result, Bytes hash)
            throws RpcException {
        if (!text(result, "hash", TEXT_CHARS_MAX).equalsIgnoreCase(hash.hex())) {
            throw rpc.useless(method, "it speaks of another transaction");
        }
    }

    private JsonValue.Members members(String method, JsonValue.Members of, String name)
            throws RpcException {
        if (of.values().get(name) instanceof JsonValue.Members members) {
            return members;
        }
        throw rpc.useless(method, of.at() + ": there is no object \"" + name + "\"");
    }

    private long whole(String method, JsonValue.Members of, String name) throws RpcException {
        return Numbers.whole(Optional.ofNullable(of.values().get(name)))
                .orElseThrow(
                        () ->
                                rpc.useless(
                                        method, of.at() + ": there is no number \"" + name + "\""));
    }

    private long height(String method, JsonValue.Members of, String name) throws RpcException {
        long height = whole(method, of, name);
        if (height > ChainStatus.HEIGHT_MAX) {
            throw rpc.useless(method, of.at() + ": no chain has the \"" + name + "\" " + height);
        }
        return height;
    }

    private String matching(String method, JsonValue.Members of, String name, Pattern form)
            throws RpcException {
        if (of.values().get(name) instanceof JsonValue.Text(var _, String text)
                && form.matcher(text).matches()) {
            return text;
        }
        throw rpc.useless(method, of.at() + ": \"" + name + "\" is missing or not well formed");
    }

    private boolean flag(String method, JsonValue.Members of, String name) throws RpcException {
        if (of.values().get(name) instanceof JsonValue.Word(var _, String word)
                && !word.equals("null")) {
            return word.equals("true");
        }
        throw rpc.useless(method, of.at() + ": \"" + name + "\" is neither true nor false");
    }

    /// Text that may be missing, cut off where it is longer than anybody reads.
    private static String text(JsonValue.Members of, String name, int charsMax) {
        String text =
                new Fields(of, new Problems())
                        .optionalText(name)
                        .map(JsonValue.Text::value)
                        .orElse("");
        return text.length() <= charsMax ? text : text.substring(0, charsMax);
    }

    private Bytes base64(String method, String text) throws RpcException {
        try {
            return Bytes.of(Base64.getDecoder().decode(text));
        } catch (IllegalArgumentException e) {
            throw rpc.useless(method, "what should be base64 is not");
        }
    }
}
