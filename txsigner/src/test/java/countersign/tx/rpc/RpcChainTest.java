package countersign.tx.rpc;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import countersign.bytes.Bytes;
import countersign.json.JsonDocument;
import countersign.json.JsonValue;
import countersign.proto.ProtoWriter;
import countersign.tx.AccountNumber;
import countersign.tx.http.StrangeServer;

import org.junit.jupiter.api.Test;

import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import javax.net.ssl.SSLContext;

final class RpcChainTest {
    private static final Bytes TX = Bytes.of((byte) 1, (byte) 2);
    private static final String HASH =
            "A12871FEE210FB8619291EAEA194581CBD2531E4B23759D225F6806923F63222";
    private static final Pattern ID = Pattern.compile("\"id\":(\\d+)");

    private interface Call<T> {
        T on(RpcChain chain) throws RpcException;
    }

    @Test
    void statusOfTendermint032_isRead() throws Exception {
        String captured = captured("\"sync_info\"");
        ChainStatus status = asked(captured, RpcChain::status);
        assertEquals("columbus-3", status.network());
        assertEquals(286, status.height());
        assertEquals("2026-11-21T10:33:47.319940801Z", status.time());
        assertTrue(status.blockHash().startsWith("A459C9D6"));
        assertTrue(!status.catchingUp());
    }

    @Test
    void duplicate_isSeenBefore() throws Exception {
        String captured = captured("already exists in cache");
        assertInstanceOf(
                BroadcastAnswer.SeenBefore.class, asked(captured, chain -> chain.broadcast(TX)));
    }

    @Test
    void checkTx_isTakenOrRefused() throws Exception {
        assertInstanceOf(
                BroadcastAnswer.Taken.class,
                asked(
                        result("{\"code\":0,\"data\":\"\",\"log\":\"[]\",\"hash\":\"%s\"}", HASH),
                        chain -> chain.broadcast(TX)));
        BroadcastAnswer refused =
                asked(
                        result(
                                "{\"code\":32,\"codespace\":\"sdk\",\"log\":\"account sequence"
                                        + " mismatch, expected 2, got 0\",\"hash\":\"%s\"}",
                                HASH),
                        chain -> chain.broadcast(TX));
        assertTrue(((BroadcastAnswer.Refused) refused).check().mayBeSequence());
        assertThrows(
                RpcException.class,
                () ->
                        asked(
                                result("{\"code\":0,\"hash\":\"%s\"}", "AA" + HASH.substring(2)),
                                chain -> chain.broadcast(TX)));
        assertInstanceOf(
                BroadcastAnswer.TurnedAway.class,
                asked(error("mempool is full"), chain -> chain.broadcast(TX)));
    }

    @Test
    void execution_isReadInBothDialects() throws Exception {
        for (String dialect : List.of("deliver_tx", "tx_result")) {
            String json =
                    "{\"hash\":\"%s\",\"height\":\"296\",\""
                            + dialect
                            + "\":{\"code\":5,\"log\":\"no\",\"gas_used\":\"7\",\"events\":[]}}";
            Lookup.Found found =
                    (Lookup.Found) asked(result(json, HASH), c -> c.find(Bytes.ofHex(HASH)));
            assertEquals(296, found.height());
            assertEquals(5, found.result().code());
            assertEquals(7, found.result().gas().used());
        }
    }

    /// Only a node that says of this very transaction that it has not found it has not found it.
    @Test
    void absence_isSaidInOneWay() throws Exception {
        for (String words : List.of("Tx (" + HASH + ") not found", "tx (" + HASH + ") not found")) {
            assertInstanceOf(
                    Lookup.Absent.class, asked(error(words), c -> c.find(Bytes.ofHex(HASH))));
        }
        for (String words :
                List.of("transaction indexing is disabled", "tx (00) not found", "not found")) {
            assertThrows(
                    RpcException.class, () -> asked(error(words), c -> c.find(Bytes.ofHex(HASH))));
        }
    }

    @Test
    void account_isReadInBothDialects() throws Exception {
        String old =
                "{\"type\":\"core/Account\",\"value\":{\"account_number\":\"1\","
                        + "\"sequence\":\"4\"}}";
        String vesting =
                "{\"type\":\"core/V\",\"value\":{\"BaseVestingAccount\":{\"BaseAccount\":{"
                        + "\"account_number\":\"1\",\"sequence\":\"4\"}}}}";
        for (String json : List.of(old, vesting)) {
            Bytes value = Bytes.of(json.getBytes(StandardCharsets.UTF_8));
            assertEquals(new AccountAnswer.Known(new AccountNumber(1), 4), account(true, 0, value));
        }
        Bytes account = new ProtoWriter().string(1, "a").varint(3, 1).varint(4, 4).encoded();
        assertEquals(
                new AccountAnswer.Known(new AccountNumber(1), 4), account(false, 0, any(account)));
        assertEquals(
                new AccountAnswer.Known(new AccountNumber(0), 0),
                account(false, 0, any(Bytes.EMPTY)));
        Bytes hashed = new ProtoWriter().string(1, "a").varint(3, -2).encoded();
        AccountNumber almostMost = AccountNumber.parse("18446744073709551614").orElseThrow();
        assertEquals(new AccountAnswer.Known(almostMost, 0), account(false, 0, any(hashed)));
        assertEquals(new AccountAnswer.Unknown(), account(true, 9, Bytes.EMPTY));
        assertEquals(new AccountAnswer.Unknown(), account(false, 22, Bytes.EMPTY));
        assertThrows(RpcException.class, () -> account(false, 9, Bytes.EMPTY));
        assertThrows(RpcException.class, () -> account(true, 22, Bytes.EMPTY));
        assertThrows(RpcException.class, () -> account(false, 0, Bytes.EMPTY));
    }

    /// In the forms of Tendermint 0.32, which leaves out what is 0 or empty, and of all since.
    @Test
    void resultInABlock_isReadInBothDialects() throws Exception {
        String old =
                """
                {"height":"9","results":{"deliver_tx":[{"log":"[]","gasWanted":"200000",\
                "gasUsed":"51234","events":[{"type":"message"}]},{"code":5,"codespace":"sdk",\
                "log":"insufficient funds"}],"end_block":{"validator_updates":null},\
                "begin_block":{}}}\
                """;
        String since =
                """
                {"height":"9","txs_results":[{"code":0,"data":"EiYK","log":"","info":"",\
                "gas_wanted":"200000","gas_used":"51234","events":[],"codespace":""},{"code":5,\
                "data":null,"log":"insufficient funds","info":"","gas_wanted":"200000",\
                "gas_used":"40000","events":[],"codespace":"sdk"}],"finalize_block_events":[],\
                "validator_updates":null,"consensus_param_updates":null,"app_hash":"Ag=="}\
                """;
        for (String json : List.of(old, since)) {
            assertTrue(asked(result(json), c -> c.blockResult(9, 0)).isGood(), json);
            TxResult failed = asked(result(json), c -> c.blockResult(9, 1));
            assertEquals(5, failed.code(), json);
            assertEquals("sdk", failed.codespace());
            assertEquals("insufficient funds", failed.log());
            assertThrows(RpcException.class, () -> asked(result(json), c -> c.blockResult(9, 2)));
            assertThrows(RpcException.class, () -> asked(result(json), c -> c.blockResult(8, 0)));
        }
        for (String useless :
                List.of("{\"height\":\"9\",\"txs_results\":null}", "{\"height\":\"9\"}")) {
            assertThrows(
                    RpcException.class, () -> asked(result(useless), c -> c.blockResult(9, 0)));
        }
    }

    /// What would not stay a number if a few blocks were added to it is of no use, and said so.
    @Test
    void heightAndSequenceThatNoChainHas_areRefused() throws Exception {
        String captured = captured("\"sync_info\"");
        for (long height : List.of(Long.MAX_VALUE, ChainStatus.HEIGHT_MAX + 1)) {
            String json = captured.replace("\"286\"", "\"" + height + "\"");
            RpcException e = assertThrows(RpcException.class, () -> asked(json, RpcChain::status));
            assertTrue(e.what().contains("no chain has the \"latest_block_height\" " + height));
            String found = "{\"hash\":\"%s\",\"height\":\"" + height + "\",\"tx_result\":{}}";
            assertThrows(
                    RpcException.class,
                    () -> asked(result(found, HASH), c -> c.find(Bytes.ofHex(HASH))));
        }
        String last = captured.replace("\"286\"", "\"" + ChainStatus.HEIGHT_MAX + "\"");
        assertEquals(ChainStatus.HEIGHT_MAX, asked(last, RpcChain::status).height());

        Bytes account = new ProtoWriter().varint(4, Long.MAX_VALUE).encoded();
        assertThrows(RpcException.class, () -> account(false, 0, any(account)));
        String old =
                "{\"type\":\"core/Account\",\"value\":{\"account_number\":\"1\",\"sequence\":\""
                        + Long.MAX_VALUE
                        + "\"}}";
        Bytes value = Bytes.of(old.getBytes(StandardCharsets.UTF_8));
        assertThrows(RpcException.class, () -> account(true, 0, value));
    }

    /// As SDK 0.37 to 0.50 write it; what is left out is 0.
    @Test
    void accountsHeight_isRead() throws Exception {
        Bytes account = any(new ProtoWriter().varint(3, 1).varint(4, 4).encoded());
        String value = Base64.getEncoder().encodeToString(account.toArray());
        for (String said : List.of("\"height\":\"286\",", "\"height\":286,", "")) {
            String response = "{\"response\":{\"code\":0," + said + "\"value\":\"" + value + "\"}}";
            assertEquals(
                    new AccountAnswer.Known(new AccountNumber(1), 4, said.isEmpty() ? 0 : 286),
                    asked(result(response), chain -> chain.account("cosmos1x")));
        }
    }

    @Test
    void block_isHashed() throws Exception {
        String json =
                "{\"block\":{\"header\":{\"height\":\"9\"},\"data\":{\"txs\":[\""
                        + Base64.getEncoder().encodeToString(TX.toArray())
                        + "\"]}}}";
        assertEquals(List.of(Bytes.ofHex(HASH)), asked(result(json), c -> c.blockTransactions(9)));
        assertThrows(RpcException.class, () -> asked(result(json), c -> c.blockTransactions(8)));
        String none = "{\"block\":{\"header\":{\"height\":\"9\"},\"data\":{\"txs\":null}}}";
        assertEquals(List.of(), asked(result(none), c -> c.blockTransactions(9)));
        for (String data : List.of("{}", "{\"txs\":{}}", "{\"txs\":false}", "{\"txs\":[null]}")) {
            String said = none.replace("{\"txs\":null}", data);
            assertThrows(
                    RpcException.class, () -> asked(result(said), c -> c.blockTransactions(9)));
        }
    }

    @Test
    void answerToAnotherQuestion_isRefused() throws Exception {
        String other = "{\"jsonrpc\":\"2.0\",\"id\":7777,\"result\":{}}";
        assertThrows(RpcException.class, () -> askedPlain("200 OK", other, RpcChain::status));
    }

    @Test
    void resultWithBadStatus_isRefused_andErrorIsRead() throws Exception {
        String good = result("{\"code\":0,\"hash\":\"%s\"}", HASH);
        assertThrows(
                RpcException.class, () -> asked("500 Oops", good, chain -> chain.broadcast(TX)));
        assertInstanceOf(
                BroadcastAnswer.SeenBefore.class,
                asked(
                        "500 Oops",
                        error("tx already exists in cache"),
                        chain -> chain.broadcast(TX)));
        assertThrows(RpcException.class, () -> asked("307 Go", good, chain -> chain.broadcast(TX)));
    }

    /// The application knows one of the paths and answers the other with code 6.
    private static AccountAnswer account(boolean old, long code, Bytes value) throws Exception {
        String known = old ? "custom/acc/account" : "cosmos.auth.v1beta1.Query/Account";
        String base64 = Base64.getEncoder().encodeToString(value.toArray());
        StrangeServer.Answer answer =
                (request, out) -> {
                    String response =
                            request.contains(known)
                                    ? "{\"code\":" + code + ",\"value\":\"" + base64 + "\"}"
                                    : "{\"code\":6,\"value\":null}";
                    String body = withId(request, result("{\"response\":" + response + "}"));
                    out.write(StrangeServer.response("200 OK", "", body));
                };
        try (StrangeServer server = new StrangeServer(answer);
                RpcChain chain = chain(server)) {
            return chain.account("terra1x");
        }
    }

    private static Bytes any(Bytes account) {
        Bytes any =
                new ProtoWriter()
                        .string(1, "/cosmos.auth.v1beta1.BaseAccount")
                        .bytes(2, account)
                        .encoded();
        return new ProtoWriter().message(1, any).encoded();
    }

    private static <T> T asked(String body, Call<T> call) throws Exception {
        return asked("200 OK", body, call);
    }

    private static <T> T asked(String status, String body, Call<T> call) throws Exception {
        StrangeServer.Answer answer =
                (request, out) ->
                        out.write(StrangeServer.response(status, "", withId(request, body)));
        try (StrangeServer server = new StrangeServer(answer);
                RpcChain chain = chain(server)) {
            return call.on(chain);
        }
    }

    private static <T> T askedPlain(String status, String body, Call<T> call) throws Exception {
        StrangeServer.Answer answer =
                (_, out) -> out.write(StrangeServer.response(status, "", body));
        try (StrangeServer server = new StrangeServer(answer);
                RpcChain chain = chain(server)) {
            return call.on(chain);
        }
    }

    private static RpcChain chain(StrangeServer server) throws Exception {
        return new RpcChain(server.uri("/"), Duration.ofSeconds(5), SSLContext.getDefault());
    }

    private static String withId(String request, String body) {
        Matcher id = ID.matcher(request);
        assertTrue(id.find(), request);
        return body.replaceFirst("\"id\": ?\"[^\"]*\"", "\"id\": " + id.group(1));
    }

    private static String result(String json, String... values) {
        return "{\"jsonrpc\":\"2.0\",\"id\":\"x\",\"result\":"
                + (values.length == 0 ? json : json.replace("%s", values[0]))
                + "}";
    }

    private static String error(String data) {
        return "{\"jsonrpc\":\"2.0\",\"id\":\"x\",\"error\":{\"code\":-32603,"
                + "\"message\":\"Internal error\",\"data\":\""
                + data
                + "\"}}";
    }

    /// The body of the first captured answer with these words.
    private static String captured(String words) throws Exception {
        List<String> bodies = new ArrayList<>();
        try (InputStream in =
                Objects.requireNonNull(
                        RpcChainTest.class.getResourceAsStream("/vectors/rpc.jsonl"))) {
            for (String line : new String(in.readAllBytes(), StandardCharsets.UTF_8).split("\n")) {
                JsonValue json = JsonDocument.parse(line.getBytes(StandardCharsets.UTF_8));
                JsonValue data =
                        Objects.requireNonNull(((JsonValue.Members) json).values().get("data"));
                String text = ((JsonValue.Text) data).value();
                if (text.startsWith("HTTP") && text.contains(words)) {
                    bodies.add(text.split("\r\n\r\n", 2)[1]);
                }
            }
        }
        return bodies.getFirst();
    }
}
