package countersign.app.migrate;

import countersign.app.config.TomlText;
import countersign.consensus.ChainId;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/// A new configuration for what an old one of another format said.
///
/// @param origin where it comes from, for its first line
record ConfigurationText(String origin, List<ChainId> chains, List<Node> nodes) {
    /// A node to serve. `more` are further lines of its section, each with its end.
    record Node(ChainId chain, String address, boolean reconnects, Optional<String> more) {
        boolean isTcp() {
            return !address.startsWith("unix://");
        }
    }

    ConfigurationText {
        chains = List.copyOf(chains);
        nodes = List.copyOf(nodes);
    }

    /// The text for a home at `home`.
    String text(Path home) {
        StringBuilder text = new StringBuilder("# Taken over from " + origin + ".\n");
        for (ChainId chain : chains) {
            text.append(chain(home, chain));
        }
        for (Node node : nodes) {
            text.append(node(home, node));
        }
        return text.toString();
    }

    private static String chain(Path home, ChainId chain) {
        return """

        [[chain]]
        id = %s
        key_format = { type = "hex" }
        state_dir = %s

        [[providers.softsign]]
        chain_ids = [%s]
        path = %s
        """
                .formatted(
                        TomlText.quoted(chain.value()),
                        TomlText.quoted(home.resolve("state").toString()),
                        TomlText.quoted(chain.value()),
                        TomlText.quoted(home.resolve(Findings.consensusFile(chain)).toString()));
    }

    private static String node(Path home, Node node) {
        String identity =
                node.isTcp()
                        ? "secret_key = "
                                + TomlText.quoted(home.resolve(Findings.IDENTITY).toString())
                                + "\n"
                        : "";
        return """

        [[validator]]
        chain_id = %s
        addr = %s
        reconnect = %s
        %s%s\
        """
                .formatted(
                        TomlText.quoted(node.chain().value()),
                        TomlText.quoted(node.address()),
                        node.reconnects(),
                        identity,
                        node.more().orElse(""));
    }
}
