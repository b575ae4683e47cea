package countersign.tx.http;

import countersign.bytes.Bug;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.Signature;
import java.security.cert.Certificate;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.security.spec.InvalidKeySpecException;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import javax.net.ssl.KeyManager;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;

/// Whose certificates count, and which one is shown.
public final class Tls {
    private static final Pattern KEY =
            Pattern.compile(
                    "-----BEGIN PRIVATE KEY-----([A-Za-z0-9+/=\\s]+)-----END PRIVATE KEY-----");

    private Tls() {}

    /// What shows the other side who asks. Prints no key.
    public static final class Identity {
        private final List<X509Certificate> chain;
        private final PrivateKey key;

        /// `chain` has the key's own certificate first.
        public Identity(List<X509Certificate> chain, PrivateKey key) {
            this.chain = List.copyOf(chain);
            this.key = key;
        }

        List<X509Certificate> chain() {
            return chain;
        }

        PrivateKey key() {
            return key;
        }

        @Override
        public String toString() {
            return "Identity[" + chain.getFirst().getSubjectX500Principal() + "]";
        }
    }

    /// These authorities alone, or those that the JDK trusts where there are none.
    public static SSLContext context(
            List<X509Certificate> authorities, Optional<Identity> identity) {
        try {
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(
                    identity.isPresent() ? shown(identity.get()) : null,
                    authorities.isEmpty() ? null : trusted(authorities),
                    null);
            return context;
        } catch (GeneralSecurityException | IOException e) {
            throw new Bug("a key store in memory holds any certificate and its key", e);
        }
    }

    /// All certificates of a PEM file, one at least. Throws `IllegalArgumentException` where it is
    /// none.
    public static List<X509Certificate> certificates(byte[] pem) {
        List<X509Certificate> certificates = new ArrayList<>();
        try {
            CertificateFactory factory = CertificateFactory.getInstance("X.509");
            for (Certificate one : factory.generateCertificates(new ByteArrayInputStream(pem))) {
                certificates.add((X509Certificate) one);
            }
        } catch (CertificateException e) {
            throw new IllegalArgumentException("these are no certificates in PEM", e);
        }
        if (certificates.isEmpty()) {
            throw new IllegalArgumentException("there is no certificate in it");
        }
        return certificates;
    }

    /// A private key in PKCS#8 and PEM, the one that the certificate is for. Throws
    /// `IllegalArgumentException`, which tells nothing of the key, where it is not. The caller
    /// wipes `pem`.
    public static PrivateKey key(byte[] pem, X509Certificate certificate) {
        Matcher found = KEY.matcher(new String(pem, StandardCharsets.ISO_8859_1));
        if (!found.find()) {
            throw new IllegalArgumentException(
                    "there is no key in it that begins with BEGIN PRIVATE KEY (PKCS#8);"
                            + " `openssl pkcs8 -topk8 -nocrypt` makes one");
        }
        byte[] der = Base64.getMimeDecoder().decode(found.group(1));
        try {
            PrivateKey key =
                    KeyFactory.getInstance(certificate.getPublicKey().getAlgorithm())
                            .generatePrivate(new PKCS8EncodedKeySpec(der));
            if (!isOf(key, certificate.getPublicKey())) {
                throw new IllegalArgumentException("the key is not the certificate's");
            }
            return key;
        } catch (InvalidKeySpecException e) {
            throw new IllegalArgumentException("the key is not of the certificate's kind", e);
        } catch (GeneralSecurityException e) {
            throw new IllegalArgumentException("keys of this kind are not known here", e);
        } finally {
            Arrays.fill(der, (byte) 0);
        }
    }

    /// Else it shows only when the other side hangs up.
    private static boolean isOf(PrivateKey key, PublicKey shown) throws GeneralSecurityException {
        String algorithm = key.getAlgorithm();
        Signature signature =
                Signature.getInstance(
                        switch (algorithm) {
                            case "EC" -> "SHA256withECDSA";
                            case "RSA" -> "SHA256withRSA";
                            default -> algorithm;
                        });
        signature.initSign(key);
        byte[] once = signature.sign();
        signature.initVerify(shown);
        return signature.verify(once);
    }

    private static TrustManager[] trusted(List<X509Certificate> authorities)
            throws GeneralSecurityException, IOException {
        KeyStore store = empty();
        for (int i = 0; i < authorities.size(); i++) {
            store.setCertificateEntry("authority-" + i, authorities.get(i));
        }
        TrustManagerFactory managers =
                TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        managers.init(store);
        return managers.getTrustManagers();
    }

    private static KeyManager[] shown(Identity identity)
            throws GeneralSecurityException, IOException {
        KeyStore store = empty();
        store.setKeyEntry(
                "identity",
                identity.key(),
                new char[0],
                identity.chain().toArray(Certificate[]::new));
        KeyManagerFactory managers =
                KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        managers.init(store, new char[0]);
        return managers.getKeyManagers();
    }

    private static KeyStore empty() throws GeneralSecurityException, IOException {
        KeyStore store = KeyStore.getInstance(KeyStore.getDefaultType());
        store.load(null, null);
        return store;
    }
}
