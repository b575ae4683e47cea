package countersign.app.tx;

import countersign.app.config.Config;
import countersign.app.config.Located;
import countersign.app.config.tx.TlsSettings;
import countersign.app.file.PlainFile;
import countersign.app.key.SecretFile;
import countersign.app.shell.Failure;
import countersign.tx.http.Tls;

import java.nio.file.Path;
import java.security.cert.X509Certificate;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

import javax.net.ssl.SSLContext;

/// TLS from its settings and the PEM files that they name.
final class TlsContexts {
    private static final int CERTIFICATES_BYTES_MAX = 1024 * 1024;

    private final Config config;

    TlsContexts(Config config) {
        this.config = config;
    }

    SSLContext of(TlsSettings settings) throws Failure {
        Optional<Located<Path>> authorities = settings.authorities();
        Optional<TlsSettings.Client> client = settings.client();
        return Tls.context(
                authorities.isPresent() ? certificates(authorities.get()) : List.of(),
                client.isPresent() ? Optional.of(identity(client.get())) : Optional.empty());
    }

    private Tls.Identity identity(TlsSettings.Client client) throws Failure {
        List<X509Certificate> chain = certificates(client.certificates());
        String origin = config.origin(client.key().line());
        Path file = client.key().value();
        byte[] pem = SecretFile.read(file, origin);
        try {
            if (SecretFile.isOpenToOthers(file)) {
                throw Failure.configuration(
                        origin + "the key " + file + " can be read by others", "chmod 600 " + file);
            }
            return new Tls.Identity(chain, Tls.key(pem, chain.getFirst()));
        } catch (IllegalArgumentException e) {
            throw unusable(client.key(), e);
        } finally {
            Arrays.fill(pem, (byte) 0);
        }
    }

    private List<X509Certificate> certificates(Located<Path> file) throws Failure {
        String what = config.origin(file.line()) + "the certificates";
        try {
            return Tls.certificates(
                    PlainFile.readThroughLinks(file.value(), what, CERTIFICATES_BYTES_MAX));
        } catch (IllegalArgumentException e) {
            throw unusable(file, e);
        }
    }

    private Failure unusable(Located<Path> file, IllegalArgumentException why) {
        return Failure.configuration(
                "%scannot use %s: %s"
                        .formatted(config.origin(file.line()), file.value(), why.getMessage()),
                "certificates and keys are PEM files of their own");
    }
}
