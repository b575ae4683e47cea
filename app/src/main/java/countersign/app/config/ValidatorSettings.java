package countersign.app.config;

import countersign.app.config.provider.ConfiguredKey;
import countersign.consensus.ChainId;

import java.time.Duration;
import java.util.OptionalLong;

/// One `[[validator]]`: a node to connect to.
///
/// @param key the key that answers this node, one of the configured providers' keys
/// @param reconnects whether a lost link is dialled again
/// @param timeout for one read or write on the link, 1 s to 65535 s
/// @param heightMax the last height to sign at, if there is one
public record ValidatorSettings(
        ChainId chain,
        NodeAddress node,
        ConfiguredKey key,
        boolean reconnects,
        Duration timeout,
        OptionalLong heightMax) {}
