package countersign.app.provider;

import countersign.app.config.Config;
import countersign.app.config.Located;
import countersign.app.config.provider.DsmSigningKey;
import countersign.app.config.provider.ProviderSettings;
import countersign.app.config.provider.SecretSource;
import countersign.app.file.PlainFile;
import countersign.app.key.Secrets;
import countersign.app.shell.Failure;
import countersign.bytes.SecretBytes;
import countersign.connection.Ticker;
import countersign.keyring.spi.Provider;
import countersign.provider.fortanix.DsmKey;
import countersign.provider.fortanix.FortanixProvider;

import java.io.ByteArrayInputStream;
import java.nio.file.Path;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.util.Arrays;
import java.util.List;

/// Fortanix DSM from its settings, with the API key and the certificates that it takes.
final class FortanixKeys {
    private static final int CERTIFICATES_BYTES_MAX = 1024 * 1024;

    private final Config config;
    private final Secrets secrets;

    FortanixKeys(Config config, Secrets secrets) {
        this.config = config;
        this.secrets = secrets;
    }

    Provider provider(ProviderSettings.Fortanix settings) throws Failure {
        List<X509Certificate> authorities =
                settings.authorities().isPresent()
                        ? authorities(settings.authorities().get())
                        : List.of();
        return new FortanixProvider(
                settings.endpoint(),
                authorities,
                apiKey(settings.apiKey()),
                settings.signingKeys().stream().map(FortanixKeys::key).toList(),
                Ticker.SYSTEM);
    }

    /// It goes into a header, and whoever makes one of what fits in none shows it in the exception.
    private SecretBytes apiKey(Located<SecretSource> source) throws Failure {
        String origin = config.origin(source.line());
        SecretBytes key = secrets.read(source.value(), "the API key", origin);
        if (!isOneWord(key)) {
            key.close();
            throw Failure.configuration(
                    origin
                            + "the API key has a space, a line break or a character that is not"
                            + " ASCII",
                    "write it on one line, as Fortanix shows it");
        }
        return key;
    }

    private static boolean isOneWord(SecretBytes key) {
        byte[] text = key.unsafeExport();
        try {
            for (byte letter : text) {
                if (letter < '!' || letter > '~') {
                    return false;
                }
            }
            return true;
        } finally {
            Arrays.fill(text, (byte) 0);
        }
    }

    private static DsmKey key(DsmSigningKey key) {
        return new DsmKey(key.reference(), key.key().role().keyType(), key.publicKey());
    }

    private List<X509Certificate> authorities(Located<Path> file) throws Failure {
        String origin = config.origin(file.line());
        try {
            byte[] pem =
                    PlainFile.readThroughLinks(
                            file.value(), origin + "the certificates", CERTIFICATES_BYTES_MAX);
            List<X509Certificate> found =
                    CertificateFactory.getInstance("X.509")
                            .generateCertificates(new ByteArrayInputStream(pem))
                            .stream()
                            .map(X509Certificate.class::cast)
                            .toList();
            if (found.isEmpty()) {
                throw Failure.configuration(
                        origin + file.value() + " holds no certificate",
                        "give the authority's certificates in PEM");
            }
            return found;
        } catch (CertificateException e) {
            throw Failure.configuration(
                    origin + file.value() + " holds something that is no certificate",
                    "give the authority's certificates in PEM, and nothing else");
        }
    }
}
