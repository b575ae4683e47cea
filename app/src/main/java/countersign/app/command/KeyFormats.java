package countersign.app.command;

import countersign.app.config.KeyFormat;
import countersign.app.shell.Failure;

import org.jspecify.annotations.Nullable;

import java.util.Optional;

/// How a public key is shown, in the words of the command line.
final class KeyFormats {
    private KeyFormats() {}

    /// `word` and `prefix` are options; without either the key is shown as `configured`, or as
    /// JSON.
    static KeyFormat of(
            @Nullable String word, Optional<String> prefix, Optional<KeyFormat> configured)
            throws Failure {
        Optional<KeyFormat> bech32 =
                prefix.<KeyFormat>map(p -> new KeyFormat.Bech32(p, p))
                        .or(() -> configured.filter(KeyFormat.Bech32.class::isInstance));
        if (word == null) {
            return prefix.isPresent()
                    ? bech32.orElseThrow()
                    : configured.orElseGet(KeyFormat.CosmosJson::new);
        }
        return switch (word) {
            case "hex" -> new KeyFormat.Hex();
            case "json", "cosmos-json" -> new KeyFormat.CosmosJson();
            case "bech32" ->
                    bech32.orElseThrow(
                            () ->
                                    Failure.usage(
                                            "bech32 needs a prefix",
                                            "add --hrp, for instance --hrp cosmosvalconspub"));
            default -> throw Failure.usage("unknown format: " + word, "bech32, hex or json");
        };
    }
}
