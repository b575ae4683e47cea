package countersign.app.config.provider;

import countersign.consensus.ChainId;

import java.util.List;
import java.util.Optional;

/// A key that some provider holds. No two keys of a configuration are equal, so that a key may
/// stand for itself in a map.
///
/// @param name how a `[[validator]]` chooses this key, where its chain has several
/// @param chains the chains it signs for; never empty
/// @param index counts the keys of the file from 0
/// @param line where it is configured
public record ConfiguredKey(
        Optional<String> name, List<ChainId> chains, KeyRole role, int index, int line) {
    public ConfiguredKey {
        chains = List.copyOf(chains);
    }
}
