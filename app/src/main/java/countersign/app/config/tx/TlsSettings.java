package countersign.app.config.tx;

import countersign.app.config.Located;

import java.nio.file.Path;
import java.util.Optional;

/// How a server is known over TLS, and how it knows us. All files are PEM.
///
/// @param authorities certificates that vouch for the server's, instead of the JDK's
/// @param client what we show, if anything
public record TlsSettings(Optional<Located<Path>> authorities, Optional<Client> client) {
    /// The JDK's authorities, and nothing shown.
    public static final TlsSettings USUAL = new TlsSettings(Optional.empty(), Optional.empty());

    /// A certificate with those above it, and its private key in PKCS#8, of mode 0600.
    public record Client(Located<Path> certificates, Located<Path> key) {}
}
