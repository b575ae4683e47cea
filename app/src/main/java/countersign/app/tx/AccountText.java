package countersign.app.tx;

import countersign.app.config.Config;
import countersign.app.config.KeyFormat;
import countersign.app.config.Located;
import countersign.app.config.tx.TxSignerSettings;
import countersign.consensus.ChainId;
import countersign.consensus.KeyText;
import countersign.consensus.PublicKey;

import java.util.Optional;

/// Addresses of accounts as their chain writes them.
public final class AccountText {
    private static final String OF_KEYS = "pub";

    private AccountText() {}

    /// `terra1…`: with the prefix that the chain's transaction signer has, or that the chain's keys
    /// have; in hex where neither says it.
    public static String of(PublicKey key, ChainId chain, Config config) {
        return prefix(chain, config)
                .map(prefix -> KeyText.bech32Address(key, prefix))
                .orElseGet(() -> key.address().upperHex());
    }

    private static Optional<String> prefix(ChainId chain, Config config) {
        for (Located<TxSignerSettings> signer : config.txSigners()) {
            if (signer.value().chain().equals(chain)) {
                return Optional.of(signer.value().account().prefix());
            }
        }
        return switch (config.chain(chain).keyFormat()) {
            case KeyFormat.Bech32(String accountPrefix, String _)
                    when accountPrefix.endsWith(OF_KEYS)
                            && accountPrefix.length() > OF_KEYS.length() ->
                    Optional.of(
                            accountPrefix.substring(0, accountPrefix.length() - OF_KEYS.length()));
            case KeyFormat.Bech32 _, KeyFormat.Hex _, KeyFormat.CosmosJson _ -> Optional.empty();
        };
    }
}
