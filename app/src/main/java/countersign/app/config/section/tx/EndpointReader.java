package countersign.app.config.section.tx;

import countersign.app.config.Located;
import countersign.app.config.toml.Places;
import countersign.app.config.toml.Problems;
import countersign.app.config.toml.Section;
import countersign.app.config.toml.SourceText;
import countersign.app.config.tx.TlsSettings;

import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/// Reads the address of a server, and how it is known over TLS.
public final class EndpointReader {
    private final Places places;
    private final Problems problems;

    public EndpointReader(Places places) {
        this.places = places;
        this.problems = places.problems();
    }

    /// The address that `key` holds, with one of the schemes; `tcp` is written as `http` in it.
    public Optional<URI> address(Section section, String key, List<String> schemes) {
        return section.text(key).flatMap(text -> address(text, schemes));
    }

    private Optional<URI> address(Located<String> text, List<String> schemes) {
        String fault;
        try {
            URI uri = new URI(text.value());
            String scheme = String.valueOf(uri.getScheme());
            if (!schemes.contains(scheme) || uri.getHost() == null) {
                fault = "is not an address of the kind wanted here";
            } else if (uri.getRawUserInfo() != null || uri.getRawFragment() != null) {
                fault = "has a user or a fragment, which are not sent";
            } else {
                return Optional.of(plain(uri, scheme));
            }
        } catch (URISyntaxException e) {
            fault = "is not an address";
        }
        problems.error(
                text.line(),
                SourceText.quoted(text.value()) + " " + fault,
                "start it with " + String.join(":// or ", schemes) + "://, then host and port");
        return Optional.empty();
    }

    private static URI plain(URI uri, String scheme) throws URISyntaxException {
        String written = uri.toString();
        String http = scheme.equals("tcp") ? "http" + written.substring(scheme.length()) : written;
        URI address = new URI(http);
        return address.getRawPath().isEmpty() && address.getRawQuery() == null
                ? new URI(http + "/")
                : address;
    }

    /// The keys `ca_file`, `client_cert` and `client_key`. They are for https alone.
    public TlsSettings tls(Section section, Optional<URI> address) {
        Optional<Located<Path>> authorities = places.path(section, "ca_file");
        Optional<Located<Path>> certificates = places.path(section, "client_cert");
        Optional<Located<Path>> key = places.path(section, "client_key");
        if (section.has("client_cert") != section.has("client_key")) {
            problems.error(
                    section.line(),
                    section.title() + " has one of `client_cert` and `client_key` alone",
                    "both are PEM files: the certificate, and its private key in PKCS#8");
        }
        boolean any = authorities.isPresent() || certificates.isPresent() || key.isPresent();
        if (any && address.isPresent() && address.get().getScheme().equals("http")) {
            problems.error(
                    section.line(),
                    section.title() + " has certificates, but the address is not https",
                    "write https:// in front of the address, or delete the certificates");
        }
        Optional<TlsSettings.Client> client =
                certificates.isPresent() && key.isPresent()
                        ? Optional.of(new TlsSettings.Client(certificates.get(), key.get()))
                        : Optional.empty();
        return new TlsSettings(authorities, client);
    }
}
