package countersign.bench.load;

import java.util.List;

/// One of those that take turns: a signer with its chains, or a floor.
///
/// @param isSigner whether it gives signatures; otherwise it is a floor of disk or loopback
public record Contender(String name, boolean isSigner, List<? extends Lane> lanes)
        implements AutoCloseable {
    @Override
    public void close() {
        lanes.forEach(Lane::close);
    }
}
