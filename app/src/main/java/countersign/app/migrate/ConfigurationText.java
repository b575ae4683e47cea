package countersign.app.migrate;

import countersign.app.config.TomlText;
import countersign.consensus.ChainId;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/// A new configuration for what an old one of another format said.
///
/// @param origin where it comes from, for its first line
record ConfigurationText(String origin, List<Key> keys, List<Node> nodes) {
    /// A key of these chains, in the file that is named after the first of them.
    record Key(List<ChainId> chains) {
        Key {
            chains = List.copyOf(chains);
        }

        static List<Key> of(ChainId chain) {
            return List.of(new Key(List.of(chain)));
        }
    }

    /// A node to serve. `more` are further lines of its section, each with its end.
    record Node(ChainId chain, String address, boolean reconnects, Optional<String> more) {
        boolean isTcp() {
            return !address.startsWith("unix://");
        }
    }

    ConfigurationText {
        keys = List.copyOf(keys);
        nodes = List.copyOf(nodes);
    }

    /// The text for a home at `home`.
    String text(Path home) {
        StringBuilder text = new StringBuilder("# Taken over from " + origin + ".\n");
        for (Key key : keys) {
            key.chains().forEach(chain -> text.append(chain(home, chain)));
            text.append(key(home, key));
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
        """
                .formatted(
                        TomlText.quoted(chain.value()),
                        TomlText.quoted(home.resolve("state").toString()));
    }

    private static String key(Path home, Key key) {
        String chains =
                key.chains().stream()
                        .map(chain -> TomlText.quoted(chain.value()))
                        .collect(Collectors.joining(", "));
        Path file = home.resolve(Findings.consensusFile(key.chains().getFirst()));
        return """

        [[providers.softsign]]
        chain_ids = [%s]
        path = %s
        """
                .formatted(chains, TomlText.quoted(file.toString()));
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
