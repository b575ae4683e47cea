package countersign.provider.fortanix;

import countersign.bytes.SecretBytes;
import countersign.connection.Ticker;
import countersign.harness.fortanix.Dsm;
import countersign.harness.fortanix.DsmServer;
import countersign.harness.fortanix.ThrowawayCertificate;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.security.GeneralSecurityException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.util.List;

/// A played service with a consensus key and an account key, and providers that trust it.
final class Service implements AutoCloseable {
    static final String API_KEY = "dXNlcjpwYXNzd29yZA==";
    static final String ID = "11111111-2222-3333-4444-555555555555";
    private static final String ACCOUNT = "99999999-2222-3333-4444-555555555555";

    private final Dsm dsm =
            new Dsm(
                    API_KEY,
                    List.of(
                            countersign.harness.fortanix.DsmKey.ed25519(ID, "consensus"),
                            countersign.harness.fortanix.DsmKey.secp256k1(
                                    ACCOUNT, "account \\\"1\\\"")));
    private final DsmServer server;
    private final ThrowawayCertificate certificate;

    Service(ThrowawayCertificate certificate) {
        this.certificate = certificate;
        try {
            server = DsmServer.start(dsm, certificate.tls());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    Dsm dsm() {
        return dsm;
    }

    URI endpoint() {
        return server.endpoint();
    }

    FortanixProvider provider(DsmKey... keys) {
        return provider(API_KEY, keys);
    }

    FortanixProvider provider(String apiKey, DsmKey... keys) {
        return provider(endpoint(), apiKey, keys);
    }

    FortanixProvider provider(URI endpoint, String apiKey, DsmKey... keys) {
        return provider(endpoint, apiKey, List.of(authority()), keys);
    }

    /// One that trusts whom the JDK trusts.
    FortanixProvider untrusting(DsmKey... keys) {
        return provider(endpoint(), API_KEY, List.of(), keys);
    }

    /// Waits until so many requests have come.
    void awaitRequest(int count) {
        long end = System.nanoTime() + 20_000_000_000L;
        while (dsm.requests().size() < count) {
            if (System.nanoTime() > end) {
                throw new AssertionError(dsm.requests());
            }
            Thread.onSpinWait();
        }
    }

    /// Whoever asks from now on finds nobody.
    void leave() {
        close();
    }

    @Override
    public void close() {
        try {
            server.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static FortanixProvider provider(
            URI endpoint, String apiKey, List<X509Certificate> authorities, DsmKey... keys) {
        SecretBytes secret = SecretBytes.take(apiKey.getBytes(StandardCharsets.US_ASCII));
        return new FortanixProvider(endpoint, authorities, secret, List.of(keys), Ticker.SYSTEM);
    }

    private X509Certificate authority() {
        try (InputStream pem = Files.newInputStream(certificate.pem())) {
            return (X509Certificate)
                    CertificateFactory.getInstance("X.509").generateCertificate(pem);
        } catch (GeneralSecurityException e) {
            throw new AssertionError(e);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
