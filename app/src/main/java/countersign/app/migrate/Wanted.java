package countersign.app.migrate;

import countersign.consensus.Hrs;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/// What the operator asked for.
///
/// @param old the old home, or its configuration; absolute
/// @param home the new home; absolute
/// @param chain the chain, where the old home does not say which one or has several
/// @param nodes the nodes to serve, where the old home does not say which
/// @param key the whole key, where the old home has only a share of it
/// @param floor what may have been signed at most, where no state says it
public record Wanted(
        Origin origin,
        Path old,
        Path home,
        Optional<String> chain,
        List<String> nodes,
        Optional<Path> key,
        Optional<Hrs> floor) {
    public Wanted {
        nodes = List.copyOf(nodes);
    }
}
