package countersign.app.tx;

import countersign.app.config.Config;
import countersign.app.config.Located;
import countersign.app.config.tx.TlsSettings;
import countersign.app.file.PlainFile;
import countersign.app.key.SecretFile;
import countersign.app.shell.Failure;
import countersign.app.shell.Fault;
import countersign.app.shell.Problem;
import countersign.tx.http.Tls;

import java.nio.file.Files;
import java.nio.file.Path;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
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

    /// The failure names every file that cannot be used, with its line.
    SSLContext of(TlsSettings settings) throws Failure {
        List<Problem> problems = new ArrayList<>();
        List<X509Certificate> authorities =
                settings.authorities().map(file -> certificates(file, problems)).orElse(List.of());
        Optional<Tls.Identity> identity =
                settings.client().flatMap(client -> identity(client, problems));
        if (!problems.isEmpty()) {
            throw new Failure(Fault.CONFIGURATION, problems);
        }
        return Tls.context(authorities, identity);
    }

    private Optional<Tls.Identity> identity(TlsSettings.Client client, List<Problem> problems) {
        List<X509Certificate> chain = certificates(client.certificates(), problems);
        Path file = client.key().value();
        String origin = config.origin(client.key().line());
        if (!Files.exists(file)) {
            problems.add(
                    new Problem(
                            origin + "there is no client key " + file,
                            "name the PEM file with the certificate's private key"));
            return Optional.empty();
        }
        byte[] pem;
        try {
            pem = SecretFile.read(file, origin);
        } catch (Failure e) {
            problems.addAll(e.problems());
            return Optional.empty();
        }
        try {
            if (SecretFile.isOpenToOthers(file)) {
                problems.add(
                        new Problem(
                                origin + "the client key " + file + " can be read by others",
                                "chmod 600 " + file));
            } else if (!chain.isEmpty()) {
                return Optional.of(new Tls.Identity(chain, Tls.key(pem, chain.getFirst())));
            }
        } catch (IllegalArgumentException e) {
            problems.add(unusable(client.key(), e));
        } finally {
            Arrays.fill(pem, (byte) 0);
        }
        return Optional.empty();
    }

    /// None only with a problem.
    private List<X509Certificate> certificates(Located<Path> file, List<Problem> problems) {
        String origin = config.origin(file.line());
        try {
            return Tls.certificates(
                    PlainFile.readThroughLinks(
                            file.value(), "the certificates", CERTIFICATES_BYTES_MAX));
        } catch (Failure e) {
            e.problems().forEach(p -> problems.add(new Problem(origin + p.what(), p.next())));
        } catch (IllegalArgumentException e) {
            problems.add(unusable(file, e));
        }
        return List.of();
    }

    private Problem unusable(Located<Path> file, IllegalArgumentException why) {
        return new Problem(
                "%scannot use %s: %s"
                        .formatted(config.origin(file.line()), file.value(), why.getMessage()),
                "certificates and keys are PEM files of their own");
    }
}
