package countersign.app.key;

import countersign.app.config.KeyFormat;
import countersign.consensus.KeyText;
import countersign.consensus.PublicKey;

/// Consensus public keys as a chain's configuration wants them shown.
public final class KeySpelling {
    private KeySpelling() {}

    public static String of(PublicKey key, KeyFormat format) {
        return switch (format) {
            case KeyFormat.Bech32(String _, String consensusPrefix) ->
                    KeyText.bech32(key, consensusPrefix);
            case KeyFormat.Hex() -> KeyText.hex(key);
            case KeyFormat.CosmosJson() -> KeyText.cosmosJson(key);
        };
    }
}
