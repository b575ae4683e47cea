package countersign.app.config;

import countersign.consensus.ChainId;

import java.util.List;
import java.util.Optional;

/// A network that `init` can write a configuration for: its name on the command line, its name for
/// people, the chain id of its main network and the bech32 prefixes of its public keys.
public record Network(
        String word, String title, ChainId chainId, String accountPrefix, String consensusPrefix) {

    /// The networks that tmkms knows, by the names it gave them, with today's chain ids.
    public static final List<Network> KNOWN =
            List.of(
                    known("cosmoshub", "Cosmos Hub", "cosmoshub-4", "cosmos"),
                    new Network("irishub", "IRIS Hub", new ChainId("irishub-1"), "iap", "icp"),
                    known("columbus", "Terra Classic", "columbus-5", "terra"),
                    known("sentinelhub", "Sentinel", "sentinelhub-2", "sent"),
                    known("osmosis", "Osmosis", "osmosis-1", "osmo"),
                    known("core", "Persistence", "core-1", "persistence"));

    /// The known network of that name.
    public static Optional<Network> named(String word) {
        return KNOWN.stream().filter(network -> network.word.equals(word)).findFirst();
    }

    /// The names of all known networks, in the order in which they are shown.
    public static List<String> words() {
        return KNOWN.stream().map(Network::word).toList();
    }

    /// A network that is not known, by its chain id: the letters that it begins with are taken for
    /// the prefix of its keys.
    public static Network ofChain(ChainId chain) {
        String prefix = chain.value().replaceAll("[^a-z].*", "");
        return known(chain.value(), chain.value(), chain.value(), prefix);
    }

    private static Network known(String word, String title, String chainId, String prefix) {
        return new Network(
                word, title, new ChainId(chainId), prefix + "pub", prefix + "valconspub");
    }
}
