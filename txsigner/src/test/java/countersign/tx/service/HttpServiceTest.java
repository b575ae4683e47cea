package countersign.tx.service;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import countersign.bytes.Bytes;
import countersign.consensus.ChainId;
import countersign.json.JsonDocument;
import countersign.json.JsonException;
import countersign.json.JsonValue;
import countersign.json.JsonWriter;
import countersign.tx.http.StrangeServer;
import countersign.tx.rpc.ChainStatus;
import countersign.tx.rpc.RpcChain;
import countersign.tx.rpc.RpcException;
import countersign.tx.rpc.TxResult;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;

import javax.net.ssl.SSLContext;

final class HttpServiceTest {
    private static final ChainId CHAIN = new ChainId("columbus-3");
    private static final ChainStatus STATUS =
            new ChainStatus("columbus-3", "AB", "CD", 290, "2026-11-21T10:33:51Z", false);
    private static final String TX =
            """
            {"chain_id":"columbus-3","fee":{"amount":[{"denom":"uluna","amount":"5"}],\
            "gas":"200000"},"memo":"m","msgs":[{"type":"t/A","value":{"a":"b"}}]}\
            """;

    /// What tmkms 0.12.2 was seen to send is sent again, from what it must have known.
    @Test
    void laterDialect_asksAsTmkmsDid() throws Exception {
        int compared = 0;
        for (JsonValue line : lines("microservice.jsonl")) {
            if (!has(line, "req")) {
                continue;
            }
            String body = text(line, "req").split("\r\n\r\n", 2)[1];
            JsonValue sent = JsonDocument.parse(body.getBytes(StandardCharsets.UTF_8));
            Bytes ours =
                    Question.of(
                            settings("http://localhost/", Dialect.ONE, "ctx-1"),
                            status(at(sent, "status")),
                            last(at(sent, "last_tx_response")));
            assertEquals(body, new String(ours.toArray(), StandardCharsets.UTF_8));
            compared++;
        }
        assertEquals(10, compared);
    }

    @Test
    void headers_areTmkmsOfTheTime() throws Exception {
        for (Dialect dialect : Dialect.values()) {
            try (StrangeServer server = StrangeServer.ok("{\"status\":\"ok\"}")) {
                assertEquals(ServiceAnswer.NOTHING, ask(server, dialect));
                String request = server.requests().getFirst().toLowerCase(Locale.ROOT);
                assertTrue(request.startsWith("post /oracles/terra http/1.1\r\n"), request);
                assertTrue(request.contains("\r\ncontent-type: application/json\r\n"), request);
                assertTrue(
                        request.contains("\r\nuser-agent: " + dialect.userAgent() + "\r\n"),
                        request);
                assertEquals(dialect == Dialect.LIST, request.endsWith("\r\n\r\n"), request);
            }
        }
    }

    @Test
    void answersToTmkms_areRead() throws Exception {
        int requests = 0;
        for (JsonValue line : lines("microservice.jsonl")) {
            if (has(line, "body")) {
                requests += read(Dialect.ONE, text(line, "body")).requests().size();
            }
        }
        assertEquals(9, requests);
    }

    /// A bad item costs no other one.
    @Test
    void answersToTmkmsRc0_areRead() throws Exception {
        List<JsonValue> lines =
                lines("microservice-rc0.jsonl").stream().filter(l -> has(l, "body")).toList();
        assertEquals(0, read(Dialect.LIST, text(lines.get(0), "body")).requests().size());
        assertEquals(2, read(Dialect.LIST, text(lines.get(1), "body")).requests().size());
        ServiceAnswer half = read(Dialect.LIST, text(lines.get(2), "body"));
        assertEquals("rc0 c", half.requests().getFirst().memo());
        assertTrue(half.refused().getFirst().problems().toString().contains("`zz`"));
        assertEquals(0, read(Dialect.LIST, text(lines.get(4), "body")).requests().size());
    }

    @Test
    void otherDialect_isExplained() {
        ServiceException one =
                assertThrows(
                        ServiceException.class,
                        () -> read(Dialect.LIST, "{\"status\":\"ok\",\"tx\":" + TX + "}"));
        assertTrue(one.what().contains("tmkms 0.9 to 0.12"), one.what());
        ServiceException list =
                assertThrows(
                        ServiceException.class,
                        () -> read(Dialect.ONE, "{\"status\":\"ok\",\"tx\":[" + TX + "]}"));
        assertTrue(list.what().contains("tmkms 0.8"), list.what());
    }

    @Test
    void whatWasRead_isWrittenAgain() throws Exception {
        ServiceAnswer answer = read(Dialect.ONE, "{\"status\":\"ok\",\"tx\":" + TX + "}");
        assertEquals(
                TX.replace(
                        "{\"denom\":\"uluna\",\"amount\":\"5\"}",
                        "{\"denom\":\"uluna\",\"amount\":\"5\"}"),
                RequestReader.write(answer.requests().getFirst()));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "\"gas\":\"200000\" -> \"gas\":200000",
                "\"gas\":\"200000\" -> \"gas\":\"-1\"",
                "\"gas\":\"200000\" -> \"gas\":\"9223372036854775808\"",
                "\"memo\":\"m\" -> \"memo\":\"m\\n\"",
                "\"memo\":\"m\", -> ",
                "\"memo\":\"m\" -> \"memo\":\"m\",\"extra\":\"x\"",
                "\"columbus-3\" -> \"columbus-4\"",
                "\"5\" -> \"05\"",
                "\"5\" -> 5",
                "\"denom\":\"uluna\" -> \"denom\":\"uluna\",\"x\":\"y\"",
                "\"amount\":[ -> \"payer\":\"p\",\"amount\":[",
                "[{\"type\":\"t/A\",\"value\":{\"a\":\"b\"}}] -> []",
                "\"value\":{\"a\":\"b\"} -> \"value\":\"a\"",
                "\"type\":\"t/A\" -> \"type\":\"t/A\",\"more\":1",
            })
    void badTransaction_isRefusedWithItsPlace(String change) throws Exception {
        String[] parts = change.split(" -> ", -1);
        String bad = TX.replace(parts[0], parts[1]);
        ServiceAnswer answer = read(Dialect.ONE, "{\"status\":\"ok\",\"tx\":" + bad + "}");
        assertEquals(List.of(), answer.requests());
        String problem = answer.refused().getFirst().problems().getFirst();
        assertTrue(problem.matches("1:\\d+: \\$\\.tx.*: .*"), problem);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "[]",
                "{\"status\":\"OK\"}",
                "{}",
                "{\"status\":\"ok\",\"status\":\"ok\"}",
                "{\"status\":\"ok\",\"tx\":1}",
                "{\"status\":\"ok\"} x",
                "{\"status\":\"error\",\"msg\":\"no\"}",
            })
    void badAnswer_isRefused(String body) {
        assertThrows(ServiceException.class, () -> read(Dialect.ONE, body));
    }

    /// tmkms signs and broadcasts it.
    @Test
    void goodBodyWithBadStatus_isRefused() throws Exception {
        for (String status : List.of("500 Oops", "404 Not Found", "302 Found")) {
            String body = "{\"status\":\"ok\",\"tx\":" + TX + "}";
            try (StrangeServer server =
                    new StrangeServer(
                            (_, out) ->
                                    out.write(
                                            StrangeServer.response(
                                                    status, "Location: /there\r\n", body)))) {
                ServiceException e =
                        assertThrows(ServiceException.class, () -> ask(server, Dialect.ONE));
                assertTrue(e.what().contains(status.substring(0, 3)), e.what());
                assertEquals(1, server.requests().size(), "no redirect is followed");
            }
        }
    }

    @Test
    void endlessAnswer_isCutOff() throws Exception {
        try (StrangeServer server =
                new StrangeServer(
                        (_, out) -> {
                            out.write("HTTP/1.1 200 OK\r\n\r\n".getBytes(StandardCharsets.UTF_8));
                            byte[] block = " ".repeat(1 << 16).getBytes(StandardCharsets.UTF_8);
                            for (int i = 0; i < 1 << 12; i++) {
                                out.write(block);
                            }
                        })) {
            assertThrows(ServiceException.class, () -> ask(server, Dialect.ONE));
        }
    }

    @Test
    void drippingAnswer_isLate() throws Exception {
        try (StrangeServer server = new StrangeServer((_, out) -> drip(out))) {
            HttpService service =
                    new HttpService(
                            settings(server.uri("/").toString(), Dialect.ONE, ""),
                            Duration.ofMillis(300),
                            tls());
            ServiceException e =
                    assertThrows(
                            ServiceException.class, () -> service.ask(STATUS, Optional.empty()));
            assertTrue(e.what().contains("did not answer in full"), e.what());
        }
    }

    /// Whatever goes wrong, what is logged of it names the host alone.
    @Test
    void secretInAnAddress_isNotSaid() throws Exception {
        List<String> answers =
                List.of("{\"status\":\"error\"}", "x", "{\"status\":\"ok\",\"tx\":[]}");
        for (String status : List.of("200 OK", "403 No", "nonsense")) {
            for (String body : answers) {
                StrangeServer.Answer answer =
                        (_, out) -> out.write(StrangeServer.response(status, "", body));
                try (StrangeServer server = new StrangeServer(answer)) {
                    assertKeepsSecret(server);
                }
            }
        }
        StrangeServer gone = StrangeServer.ok("");
        gone.close();
        assertKeepsSecret(gone);
    }

    private static void assertKeepsSecret(StrangeServer server) throws Exception {
        String uri = server.uri("/s3cret?key=s3cret").toString();
        HttpService service = new HttpService(settings(uri, Dialect.ONE, ""), tls());
        ServiceException e =
                assertThrows(ServiceException.class, () -> service.ask(STATUS, Optional.empty()));
        assertTrue(e.what().contains("/… "), e.what());
        assertTrue(!(e.what() + e.next()).contains("s3cret"), e.what());
        try (RpcChain chain = new RpcChain(URI.create(uri), tls())) {
            RpcException rpc = assertThrows(RpcException.class, chain::status);
            assertTrue(!(rpc.what() + rpc.next()).contains("s3cret"), rpc.what());
        }
    }

    @Test
    void nobodyThere_isSaid() throws Exception {
        StrangeServer gone = StrangeServer.ok("");
        gone.close();
        ServiceException e = assertThrows(ServiceException.class, () -> ask(gone, Dialect.ONE));
        assertTrue(e.what().contains("cannot be reached"), e.what());
    }

    private static void drip(OutputStream out) throws IOException {
        out.write(
                "HTTP/1.1 200 OK\r\nContent-Length: 100000\r\n\r\n"
                        .getBytes(StandardCharsets.UTF_8));
        for (int i = 0; i < 100_000; i++) {
            out.write(' ');
            out.flush();
            java.util.concurrent.locks.LockSupport.parkNanos(20_000_000);
        }
    }

    private static ServiceAnswer ask(StrangeServer server, Dialect dialect) throws Exception {
        ServiceSettings settings =
                settings(server.uri("/oracles/terra").toString(), dialect, "ctx-1");
        return new HttpService(settings, tls()).ask(STATUS, Optional.empty());
    }

    private static ServiceAnswer read(Dialect dialect, String body) throws ServiceException {
        return new AnswerReader(settings("http://localhost/", dialect, ""))
                .read(Bytes.of(body.getBytes(StandardCharsets.UTF_8)));
    }

    private static ServiceSettings settings(String uri, Dialect dialect, String context) {
        return new ServiceSettings(URI.create(uri), dialect, CHAIN, context);
    }

    private static SSLContext tls() throws NoSuchAlgorithmException {
        return SSLContext.getDefault();
    }

    private static ChainStatus status(JsonValue json) {
        return new ChainStatus(
                "columbus-3",
                text(json, "latest_block_hash"),
                text(json, "latest_app_hash"),
                Long.parseLong(text(json, "latest_block_height")),
                text(json, "latest_block_time"),
                false);
    }

    private static Optional<LastTx> last(JsonValue json) {
        return json instanceof JsonValue.Members
                ? Optional.of(
                        new LastTx(
                                result(at(json, "check_tx")),
                                result(at(json, "deliver_tx")),
                                Bytes.ofHex(text(json, "hash")),
                                Long.parseLong(text(json, "height"))))
                : Optional.empty();
    }

    private static TxResult result(JsonValue json) {
        return new TxResult(
                Long.parseLong(((JsonValue.Numeral) at(json, "code")).written()),
                text(json, "codespace"),
                text(json, "data"),
                new TxResult.Message(text(json, "log"), text(json, "info")),
                new TxResult.Gas(
                        Long.parseLong(text(json, "gas_wanted")),
                        Long.parseLong(text(json, "gas_used"))),
                JsonWriter.of(at(json, "events")));
    }

    private static List<JsonValue> lines(String name) throws IOException, JsonException {
        List<JsonValue> lines = new ArrayList<>();
        try (InputStream in =
                Objects.requireNonNull(
                        HttpServiceTest.class.getResourceAsStream("/vectors/" + name))) {
            for (String line : new String(in.readAllBytes(), StandardCharsets.UTF_8).split("\n")) {
                lines.add(JsonDocument.parse(line.getBytes(StandardCharsets.UTF_8)));
            }
        }
        return lines;
    }

    private static boolean has(JsonValue json, String name) {
        return ((JsonValue.Members) json).values().containsKey(name);
    }

    private static JsonValue at(JsonValue json, String name) {
        return Objects.requireNonNull(((JsonValue.Members) json).values().get(name));
    }

    private static String text(JsonValue json, String name) {
        return ((JsonValue.Text) at(json, name)).value();
    }
}
