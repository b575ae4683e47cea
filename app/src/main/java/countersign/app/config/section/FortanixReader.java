package countersign.app.config.section;

import countersign.app.config.Located;
import countersign.app.config.provider.ConfiguredKey;
import countersign.app.config.provider.DsmSigningKey;
import countersign.app.config.provider.ProviderSettings;
import countersign.app.config.provider.SecretSource;
import countersign.app.config.toml.Places;
import countersign.app.config.toml.Problems;
import countersign.app.config.toml.SecretReader;
import countersign.app.config.toml.Section;
import countersign.bytes.SecretBytes;
import countersign.provider.fortanix.KeyReference;

import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Pattern;

/// Reads `[[providers.fortanixdsm]]`.
final class FortanixReader {
    private static final Pattern ENDPOINT = Pattern.compile("https://[^/?#@\\s]+/?");
    private static final Pattern UUID =
            Pattern.compile("[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}");

    /// Stands in for what is missing or wrong, which is an error anyway.
    private static final URI NOWHERE = URI.create("https://invalid");

    private final Places places;
    private final Problems problems;
    private final Function<Section, ConfiguredKey> keyReader;

    /// `keyReader` reads `name`, `chain_ids` and `type`.
    FortanixReader(Places places, Function<Section, ConfiguredKey> keyReader) {
        this.places = places;
        this.problems = places.problems();
        this.keyReader = keyReader;
    }

    ProviderSettings read(Section section) {
        URI endpoint =
                section.requiredText("api_endpoint", "https://sdkms.fortanix.com")
                        .flatMap(this::endpoint)
                        .orElse(NOWHERE);
        Located<SecretSource> apiKey =
                new SecretReader(places).required(section, "api_key").orElse(nothing(section));
        Optional<Located<Path>> authorities = places.path(section, "ca_file");
        List<DsmSigningKey> keys = new ArrayList<>();
        for (Section key : section.tables("signing_keys", "`signing_keys` of " + section.title())) {
            keys.add(key(key));
        }
        section.refuseOthers();
        return new ProviderSettings.Fortanix(endpoint, apiKey, authorities, keys);
    }

    private DsmSigningKey key(Section section) {
        ConfiguredKey key = keyReader.apply(section);
        Optional<KeyReference> id = section.text("key_id").flatMap(this::id);
        Optional<KeyReference> name =
                section.text("key_name").map(text -> new KeyReference.Name(text.value()));
        if (section.has("key_id") == section.has("key_name")) {
            problems.error(
                    section.line(),
                    section.title() + " needs either `key_id` or `key_name`",
                    "keep one of the two");
        }
        var pinned = new PublicKeyReader(problems).read(section, key.role().keyType());
        section.refuseOthers();
        return new DsmSigningKey(key, id.or(() -> name).orElse(new KeyReference.Name("?")), pinned);
    }

    private Optional<KeyReference> id(Located<String> text) {
        if (UUID.matcher(text.value()).matches()) {
            return Optional.of(new KeyReference.Id(text.value()));
        }
        problems.error(
                text.line(), "`key_id` must be a UUID", "correct it, or delete the whole section");
        return Optional.empty();
    }

    private Optional<URI> endpoint(Located<String> text) {
        try {
            URI uri = new URI(text.value());
            if (ENDPOINT.matcher(text.value()).matches() && uri.getHost() != null) {
                return Optional.of(uri);
            }
        } catch (URISyntaxException noUri) {
            // As wrong as any other.
        }
        problems.error(
                text.line(),
                "`api_endpoint` must be https://HOST without path, query or user",
                "correct it, or delete the whole section");
        return Optional.empty();
    }

    private static Located<SecretSource> nothing(Section section) {
        return new Located<>(
                new SecretSource.Inline(SecretBytes.take(new byte[0])), section.line());
    }
}
