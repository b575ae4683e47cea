package countersign.app.config;

/// How the public keys of a chain are shown to people.
public sealed interface KeyFormat {
    /// Bech32 of the amino-prefixed key, as Cosmos chains showed it before SDK 0.43.
    record Bech32(String accountPrefix, String consensusPrefix) implements KeyFormat {}

    /// Upper-case hexadecimal.
    record Hex() implements KeyFormat {}

    /// The JSON object that the Cosmos SDK's command line takes.
    record CosmosJson() implements KeyFormat {}
}
