package countersign.app.tx;

import countersign.app.config.Config;
import countersign.app.config.Located;
import countersign.app.config.tx.TlsSettings;
import countersign.app.file.PlainFile;
import countersign.app.key.SecretFile;
import countersign.app.shell.Failure;
import countersign.bytes.Bug;

import org.jspecify.annotations.Nullable;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.cert.Certificate;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.spec.InvalidKeySpecException;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;

import javax.net.ssl.KeyManager;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;

/// TLS from its settings and the PEM files that they name.
final class TlsContexts {
    private static final int CERTIFICATES_BYTES_MAX = 1024 * 1024;
    private static final String BEGIN = "-----BEGIN PRIVATE KEY-----";
    private static final String END = "-----END PRIVATE KEY-----";
    private static final List<String> ALGORITHMS = List.of("EC", "RSA", "EdDSA");

    private final Config config;

    TlsContexts(Config config) {
        this.config = config;
    }

    SSLContext of(TlsSettings settings) throws Failure {
        KeyManager[] shown =
                settings.client().isPresent() ? shown(settings.client().get()) : new KeyManager[0];
        TrustManager[] believed =
                settings.authorities().isPresent()
                        ? believed(settings.authorities().get())
                        : believed((KeyStore) null);
        try {
            SSLContext tls = SSLContext.getInstance("TLS");
            tls.init(shown, believed, null);
            return tls;
        } catch (GeneralSecurityException e) {
            throw new Bug("every JDK has TLS", e);
        }
    }

    private TrustManager[] believed(Located<Path> file) throws Failure {
        try {
            KeyStore store = empty();
            List<? extends Certificate> certificates = certificates(file);
            for (int i = 0; i < certificates.size(); i++) {
                store.setCertificateEntry("authority-" + i, certificates.get(i));
            }
            return believed(store);
        } catch (GeneralSecurityException | IOException e) {
            throw new Bug("certificates fit into a store in memory", e);
        }
    }

    /// Those of the JDK where there is no store.
    private static TrustManager[] believed(@Nullable KeyStore authorities) {
        try {
            TrustManagerFactory trust =
                    TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
            trust.init(authorities);
            return trust.getTrustManagers();
        } catch (GeneralSecurityException e) {
            throw new Bug("the JDK verifies certificates", e);
        }
    }

    private KeyManager[] shown(TlsSettings.Client client) throws Failure {
        PrivateKey key = privateKey(client.key());
        Certificate[] chain = certificates(client.certificates()).toArray(Certificate[]::new);
        try {
            KeyStore store = empty();
            store.setKeyEntry("client", key, new char[0], chain);
            KeyManagerFactory keys =
                    KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
            keys.init(store, new char[0]);
            return keys.getKeyManagers();
        } catch (GeneralSecurityException | IOException e) {
            throw new Bug("a key fits into a store in memory", e);
        }
    }

    private static KeyStore empty() throws GeneralSecurityException, IOException {
        KeyStore store = KeyStore.getInstance("PKCS12");
        store.load(null, null);
        return store;
    }

    private List<? extends Certificate> certificates(Located<Path> file) throws Failure {
        String origin = config.origin(file.line());
        byte[] pem =
                PlainFile.readThroughLinks(
                        file.value(), origin + "the certificates", CERTIFICATES_BYTES_MAX);
        try {
            List<? extends Certificate> found =
                    List.copyOf(
                            CertificateFactory.getInstance("X.509")
                                    .generateCertificates(new ByteArrayInputStream(pem)));
            if (!found.isEmpty()) {
                return found;
            }
        } catch (CertificateException e) {
            // Said below, like a file without any.
        }
        throw Failure.configuration(
                origin + file.value() + " does not hold certificates alone, in PEM",
                "give the certificates in PEM, and nothing else");
    }

    private PrivateKey privateKey(Located<Path> file) throws Failure {
        String origin = config.origin(file.line());
        byte[] pem = SecretFile.read(file.value(), origin);
        try {
            if (SecretFile.isOpenToOthers(file.value())) {
                throw Failure.configuration(
                        origin + "the key " + file.value() + " can be read by others",
                        "chmod 600 " + file.value());
            }
            String text = new String(pem, StandardCharsets.US_ASCII).strip();
            if (text.startsWith(BEGIN) && text.endsWith(END)) {
                String body = text.substring(BEGIN.length(), text.length() - END.length());
                byte[] der = Base64.getMimeDecoder().decode(body);
                for (String algorithm : ALGORITHMS) {
                    try {
                        return KeyFactory.getInstance(algorithm)
                                .generatePrivate(new PKCS8EncodedKeySpec(der));
                    } catch (InvalidKeySpecException otherAlgorithm) {
                        // The next one, or none.
                        continue;
                    }
                }
            }
        } catch (IllegalArgumentException | GeneralSecurityException e) {
            // Said below, without repeating any of it.
        } finally {
            Arrays.fill(pem, (byte) 0);
        }
        throw Failure.configuration(
                origin + file.value() + " holds no private key in PKCS#8",
                "`openssl pkcs8 -topk8 -nocrypt` brings it into that form");
    }
}
