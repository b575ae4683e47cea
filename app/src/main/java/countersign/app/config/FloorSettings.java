package countersign.app.config;

import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.OptionalLong;

/// One `[chain.floor]`: what protects a chain from a state that was put back from a backup.
///
/// @param nodes the RPC addresses of nodes that are asked at start for the chain's height, without
///   the path of the request; may be empty
/// @param answersMin how many of them must have answered before anything new is signed; 0 to their
///   number
/// @param timeout for all of them together, each time they are asked
/// @param heightJumpMax how far above the mark the next height may be
public record FloorSettings(
        List<URI> nodes, int answersMin, Duration timeout, OptionalLong heightJumpMax) {
    public FloorSettings {
        nodes = List.copyOf(nodes);
    }
}
