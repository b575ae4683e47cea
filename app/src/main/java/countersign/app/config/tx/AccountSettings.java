package countersign.app.config.tx;

import countersign.app.config.Located;
import countersign.app.config.provider.ConfiguredKey;
import countersign.consensus.Bech32;
import countersign.tx.AccountNumber;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/// The account that signs.
///
/// @param keys those of role account that the chain has, of which one has the address; never empty
/// @param address in bech32
/// @param number what the chain calls the account; asked of the chain where it is empty
/// @param sequence where the account's sequence is known from
/// @param journal what was signed and what came of it, on stable storage before it is broadcast
public record AccountSettings(
        List<ConfiguredKey> keys,
        Located<String> address,
        Optional<AccountNumber> number,
        SequenceSettings sequence,
        Located<Path> journal) {
    public AccountSettings {
        keys = List.copyOf(keys);
    }

    /// What addresses of this chain's accounts begin with, as `terra`.
    public String prefix() {
        return Bech32.decode(address.value()).prefix();
    }
}
