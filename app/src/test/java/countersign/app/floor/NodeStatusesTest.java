package countersign.app.floor;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import countersign.app.floor.Testimony.Word;
import countersign.consensus.ChainId;

import org.junit.jupiter.api.Test;

import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.OptionalLong;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/// Nodes asked for their height, and strangers in their place.
final class NodeStatusesTest {
    private static final ChainId CHAIN = new ChainId("test-1");

    /// For those who answer.
    private static final Duration AMPLE = Duration.ofSeconds(30);

    /// For those who never do: as short as the test may take, nothing is measured by it.
    private static final Duration SHORT = Duration.ofMillis(300);

    @Test
    void nodesOfTheChain_sayWhereItIs() throws Exception {
        try (HostileRpc one = HostileRpc.node("test-1", 41, false);
                HostileRpc other = HostileRpc.node("test-1", 42, false);
                HostileRpc behind = HostileRpc.node("test-1", 7, true)) {
            Testimony testimony = ask(AMPLE, one, other, behind);
            assertEquals(
                    List.of(
                            new Word.Reached(one.url(), 41),
                            new Word.Reached(other.url(), 42),
                            new Word.Behind(behind.url(), 7)),
                    testimony.words());
            assertEquals(OptionalLong.of(42), testimony.height());
            assertEquals(2, testimony.answers(), "one that catches up does not know the height");
            assertEquals(
                    one.url()
                            + " is at height 41; "
                            + other.url()
                            + " is at height 42; "
                            + behind.url()
                            + " is catching up at height 7",
                    testimony.text());
        }
    }

    @Test
    void nodeThatCatchesUpAboveTheOthers_countsForTheHeight() throws Exception {
        try (HostileRpc one = HostileRpc.node("test-1", 41, false);
                HostileRpc behind = HostileRpc.node("test-1", 99, true)) {
            assertEquals(OptionalLong.of(99), ask(AMPLE, one, behind).height());
        }
    }

    @Test
    void nodeOfAnotherNetwork_countsForNothing() throws Exception {
        try (HostileRpc other = HostileRpc.node("test-2" + "x".repeat(99), 900, false)) {
            Testimony testimony = ask(AMPLE, other);
            assertEquals(OptionalLong.empty(), testimony.height());
            assertEquals("is a node of network test-2" + "x".repeat(54) + "…", useless(testimony));
        }
    }

    @Test
    void redirect_isNotFollowed() throws Exception {
        try (HostileRpc target = HostileRpc.node("test-1", 5, false);
                HostileRpc redirecting =
                        new HostileRpc(
                                (out, _) ->
                                        HostileRpc.write(
                                                out,
                                                "HTTP/1.1 302 Found\r\nLocation: "
                                                        + target.url()
                                                        + "/status\r\n"
                                                        + "Content-Length: 0\r\n\r\n"))) {
            assertEquals(
                    "gave no usable answer: HTTP status 302", useless(ask(AMPLE, redirecting)));
            assertEquals(0, target.requests());
        }
    }

    @Test
    void errorPage_isNoAnswer() throws Exception {
        try (HostileRpc broken =
                        HostileRpc.with("500 Oops", HostileRpc.status("test-1", 5, false));
                HostileRpc page = HostileRpc.with("200 OK", "<html>")) {
            assertEquals("gave no usable answer: HTTP status 500", useless(ask(AMPLE, broken)));
            assertTrue(useless(ask(AMPLE, page)).contains("it is not JSON"));
        }
    }

    @Test
    void bodyWithoutEnd_isCutOff() throws Exception {
        String chunk = " ".repeat(4096);
        try (HostileRpc endless =
                        new HostileRpc(
                                (out, _) -> {
                                    HostileRpc.write(out, "HTTP/1.1 200 OK\r\n\r\n");
                                    while (true) {
                                        HostileRpc.write(out, chunk);
                                    }
                                });
                HostileRpc large =
                        HostileRpc.with(
                                "200 OK",
                                HostileRpc.status("test-1", 5, false)
                                        + " ".repeat(NodeStatuses.BODY_BYTES_MAX))) {
            for (HostileRpc hostile : List.of(endless, large)) {
                assertEquals(
                        "gave no usable answer: it has more than 65536 bytes",
                        useless(ask(AMPLE, hostile)));
            }
        }
    }

    @Test
    void headersWithoutEnd_areNoAnswer() throws Exception {
        try (HostileRpc endless =
                new HostileRpc(
                        (out, _) -> {
                            HostileRpc.write(out, "HTTP/1.1 200 OK\r\n");
                            for (int i = 0; true; i++) {
                                HostileRpc.write(out, "X-" + i + ": " + "y".repeat(1000) + "\r\n");
                            }
                        })) {
            assertEquals(OptionalLong.empty(), ask(AMPLE, endless).height());
        }
    }

    @Test
    void nonsenseInsteadOfHttp_isNoAnswer() throws Exception {
        String body = HostileRpc.status("test-1", 5, false);
        for (String nonsense :
                List.of(
                        "",
                        "\r\n\r\n",
                        "220 mail\r\n\r\n",
                        "HTTP/1.1\r\n\r\n" + body,
                        "HTTP/1.1 abc OK\r\n\r\n" + body,
                        "HTTP/1.1 99999999999 OK\r\n\r\n" + body,
                        "HTTP/1.1 200 OK\r\nContent-Length: abc\r\n\r\n" + body,
                        "HTTP/1.1 200 OK\r\nContent-Length: -5\r\n\r\n" + body,
                        "HTTP/1.1 200 OK\r\nContent-Length: 99999999999999999999\r\n\r\n" + body,
                        "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nxyz\r\n" + body,
                        "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n-1\r\n" + body,
                        "HTTP/1.1 200 OK\r\n\u0000: \u0001\r\n: :\r\n\r\n",
                        "HTTP/1.1 401 No\r\nWWW-Authenticate: Basic\r\n\r\n",
                        "HTTP/1.1 101 Switching Protocols\r\nUpgrade: h2c\r\n\r\n")) {
            try (HostileRpc hostile = new HostileRpc((out, _) -> HostileRpc.write(out, nonsense))) {
                assertEquals(OptionalLong.empty(), ask(AMPLE, hostile).height(), nonsense);
            }
        }
    }

    @Test
    void bodyThatIsCutShort_isNoAnswer() throws Exception {
        try (HostileRpc cut =
                new HostileRpc(
                        (out, _) ->
                                HostileRpc.write(
                                        out,
                                        "HTTP/1.1 200 OK\r\nContent-Length: 9000\r\n\r\n"
                                                + HostileRpc.status("test-1", 5, false)))) {
            assertEquals(OptionalLong.empty(), ask(AMPLE, cut).height());
        }
    }

    @Test
    void nodesThatNeverFinish_keepNobodyFromAnswering() throws Exception {
        CountDownLatch never = new CountDownLatch(1);
        try (HostileRpc honest = HostileRpc.node("test-1", 5, false);
                HostileRpc silent = new HostileRpc((_, _) -> never.await());
                HostileRpc stalled =
                        new HostileRpc(
                                (out, _) -> {
                                    HostileRpc.write(out, "HTTP/1.1 200 OK\r\n\r\n{");
                                    never.await();
                                });
                HostileRpc dripping = new HostileRpc((out, _) -> drip(out, never));
                ServerSocket deaf = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            URI deafUrl = URI.create("http://127.0.0.1:" + deaf.getLocalPort());
            try (NodeStatuses statuses =
                    new NodeStatuses(
                            CHAIN, List.of(silent.url(), stalled.url(), dripping.url(), deafUrl))) {
                for (Word word : statuses.ask(SHORT).words()) {
                    String why = assertInstanceOf(Word.Useless.class, word).why();
                    assertEquals("did not answer in time", why);
                }
            }
            assertEquals(OptionalLong.of(5), ask(AMPLE, honest).height());
        }
    }

    @Test
    void nobodyThere_isSaid() throws Exception {
        HostileRpc gone = HostileRpc.node("test-1", 5, false);
        gone.close();
        assertEquals("cannot be reached", useless(ask(AMPLE, gone)));
    }

    @Test
    void nodesOfOneChainThatAreFarApart_areDisputed() throws Exception {
        try (HostileRpc low = HostileRpc.node("test-1", 5, false);
                HostileRpc near = HostileRpc.node("test-1", 5 + Testimony.APART_MAX, false);
                HostileRpc far = HostileRpc.node("test-1", Long.MAX_VALUE, false)) {
            assertEquals(false, ask(AMPLE, low, near).disputed());
            assertEquals(true, ask(AMPLE, low, far).disputed());
            assertEquals(OptionalLong.of(Long.MAX_VALUE), ask(AMPLE, low, far).height());
        }
    }

    private static void drip(OutputStream out, CountDownLatch never)
            throws IOException, InterruptedException {
        HostileRpc.write(out, "HTTP/1.1 200 OK\r\n\r\n{");
        while (!never.await(20, TimeUnit.MILLISECONDS)) {
            HostileRpc.write(out, " ");
        }
    }

    private static Testimony ask(Duration limit, HostileRpc... nodes) throws InterruptedException {
        List<URI> urls = Arrays.stream(nodes).map(HostileRpc::url).toList();
        try (NodeStatuses statuses = new NodeStatuses(CHAIN, urls)) {
            return statuses.ask(limit);
        }
    }

    private static String useless(Testimony testimony) {
        return assertInstanceOf(Word.Useless.class, testimony.words().getFirst()).why();
    }
}
