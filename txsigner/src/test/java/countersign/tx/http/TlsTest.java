package countersign.tx.http;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import countersign.bytes.Bytes;

import org.junit.jupiter.api.Test;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLServerSocket;

final class TlsTest {
    @Test
    void ownAuthorityAndIdentity_areEnough() throws Exception {
        try (StrangeServer server = server()) {
            SSLContext tls = Tls.context(authority(), Optional.of(identity("client")));
            assertEquals(200, post(server, tls).status());
        }
    }

    @Test
    void unknownAuthority_isRefused() throws Exception {
        try (StrangeServer server = server()) {
            SSLContext tls = Tls.context(List.of(), Optional.of(identity("client")));
            ExchangeException e = assertThrows(ExchangeException.class, () -> post(server, tls));
            assertTrue(e.what().contains("over TLS"), e.what());
        }
    }

    @Test
    void withoutIdentity_theServerRefuses() throws Exception {
        try (StrangeServer server = server()) {
            SSLContext tls = Tls.context(authority(), Optional.empty());
            assertThrows(ExchangeException.class, () -> post(server, tls));
        }
    }

    @Test
    void whatIsNoPemOrAnothersKey_isRefused() throws Exception {
        X509Certificate certificate = Tls.certificates(file("client.pem")).getFirst();
        byte[] none = "hello".getBytes(StandardCharsets.UTF_8);
        assertThrows(IllegalArgumentException.class, () -> Tls.certificates(none));
        assertThrows(IllegalArgumentException.class, () -> Tls.certificates(new byte[0]));
        assertThrows(IllegalArgumentException.class, () -> Tls.key(none, certificate));
        byte[] broken =
                "-----BEGIN PRIVATE KEY-----\nAAAA\n-----END PRIVATE KEY-----\n"
                        .getBytes(StandardCharsets.UTF_8);
        assertThrows(IllegalArgumentException.class, () -> Tls.key(broken, certificate));
        byte[] others = file("server.key");
        assertThrows(IllegalArgumentException.class, () -> Tls.key(others, certificate));
        assertFalse(identity("client").toString().contains("key"));
    }

    /// A provider's customers have their secret there.
    @Test
    void address_isShownWithoutItsPath() {
        assertEquals("http://10.0.0.4:26657", shown("http://10.0.0.4:26657/"));
        assertEquals("https://a.b", shown("https://a.b"));
        assertEquals("https://a.b/…", shown("https://a.b/v1/0123456789abcdef"));
        assertEquals("https://a.b:1/…", shown("https://a.b:1/?key=0123456789abcdef"));
        assertEquals("https://[::1]:1/…", shown("https://me:secret@[::1]:1/x"));
    }

    private static String shown(String address) {
        return BoundedHttp.shown(URI.create(address));
    }

    private static BoundedHttp.Answer post(StrangeServer server, SSLContext tls)
            throws ExchangeException {
        URI uri = URI.create(server.uri("/").toString().replace("http:", "https:"));
        BoundedHttp.Limits limits = new BoundedHttp.Limits(Duration.ofSeconds(10), 1000);
        try (BoundedHttp http = new BoundedHttp(uri, Map.of(), tls)) {
            return http.post(Bytes.of((byte) 'a'), limits);
        }
    }

    /// Demands a certificate of whoever asks.
    private static StrangeServer server() throws IOException {
        SSLContext tls = Tls.context(authority(), Optional.of(identity("server")));
        SSLServerSocket socket =
                (SSLServerSocket)
                        tls.getServerSocketFactory()
                                .createServerSocket(0, 16, InetAddress.getLoopbackAddress());
        socket.setNeedClientAuth(true);
        return new StrangeServer(
                socket, (_, out) -> out.write(StrangeServer.response("200 OK", "", "fine")));
    }

    private static List<X509Certificate> authority() throws IOException {
        return Tls.certificates(file("ca.pem"));
    }

    private static Tls.Identity identity(String name) throws IOException {
        List<X509Certificate> chain = Tls.certificates(file(name + ".pem"));
        return new Tls.Identity(chain, Tls.key(file(name + ".key"), chain.getFirst()));
    }

    private static byte[] file(String name) throws IOException {
        try (InputStream in =
                Objects.requireNonNull(TlsTest.class.getResourceAsStream("/tls/" + name))) {
            return in.readAllBytes();
        }
    }
}
