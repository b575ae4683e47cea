package countersign.app.config.section;

import countersign.app.config.Located;
import countersign.app.config.NodeAddress;
import countersign.app.config.ValidatorSettings;
import countersign.app.config.provider.ConfiguredKey;
import countersign.app.config.toml.Places;
import countersign.app.config.toml.Problems;
import countersign.app.config.toml.Section;
import countersign.app.config.toml.SourceText;
import countersign.consensus.ChainId;

import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;

/// Reads `[[validator]]`.
final class ValidatorReader {
    private static final long TIMEOUT_SECONDS = 10;
    private static final long TIMEOUT_SECONDS_MAX = 65_535;
    private static final List<String> PROTOCOLS =
            List.of("v0.34", "v0.35", "v0.36", "v0.37", "v0.38", "v0.39", "v0.40", "v1", "v2");

    private record Node(ChainId chain, int line) {}

    private final KnownChains chains;
    private final Keys keys;
    private final AddressReader addresses;
    private final FileUses files;
    private final Problems problems;
    private final Map<String, Node> nodes = new HashMap<>();

    ValidatorReader(KnownChains chains, Keys keys, Places places, FileUses files) {
        this.chains = chains;
        this.keys = keys;
        this.addresses = new AddressReader(places);
        this.files = files;
        this.problems = places.problems();
    }

    /// Empty where something essential is wrong.
    Optional<Located<ValidatorSettings>> read(Section section) {
        Optional<NodeAddress> node = addresses.read(section);
        Optional<ChainId> chain =
                section.requiredText("chain_id", "cosmoshub-4").flatMap(id -> chains.named(id));
        chain.ifPresent(chains::serve);
        boolean reconnects = section.flag("reconnect", true);
        long timeout = section.number("timeout", 1, TIMEOUT_SECONDS_MAX).orElse(TIMEOUT_SECONDS);
        OptionalLong heightMax = heightMax(section);
        checkProtocol(section);
        Optional<Located<String>> keyName = section.text("key");
        section.refuseOthers();

        Optional<ConfiguredKey> key = chain.flatMap(id -> keys.choose(id, keyName, section));
        if (node.isPresent() && chain.isPresent()) {
            checkAlone(node.get(), new Node(chain.get(), section.line()));
        }
        if (node.isEmpty() || chain.isEmpty() || key.isEmpty()) {
            return Optional.empty();
        }
        ValidatorSettings settings =
                new ValidatorSettings(
                        chain.get(),
                        node.get(),
                        key.get(),
                        reconnects,
                        Duration.ofSeconds(timeout),
                        heightMax);
        return Optional.of(new Located<>(settings, section.line()));
    }

    private void checkAlone(NodeAddress address, Node node) {
        if (address instanceof NodeAddress.Tcp tcp) {
            files.add(tcp.secretKey(), "a connection's secret_key");
        }
        Node first = nodes.putIfAbsent(address.text(), node);
        if (first == null) {
            return;
        }
        String shown = SourceText.quoted(address.text());
        if (first.chain().equals(node.chain())) {
            problems.error(
                    node.line(),
                    "%s is there twice for chain `%s`, first on line %d"
                            .formatted(shown, node.chain(), first.line()),
                    "delete one of the two [[validator]] sections: a node takes one signer");
        } else {
            problems.warn(
                    node.line(),
                    "%s is also the node of chain `%s` (line %d)"
                            .formatted(shown, first.chain(), first.line()),
                    "a node serves one chain; correct the addr of one of the two");
        }
    }

    private OptionalLong heightMax(Section section) {
        if (!section.holds("max_height", String.class)) {
            return section.number("max_height", 1, Long.MAX_VALUE);
        }
        Optional<Located<String>> text = section.text("max_height");
        if (text.isEmpty()) {
            return OptionalLong.empty();
        }
        try {
            long height = Long.parseLong(text.get().value());
            if (height >= 1) {
                return OptionalLong.of(height);
            }
        } catch (NumberFormatException notANumber) {
            // Told below, together with the numbers that are too small.
        }
        problems.error(
                text.get().line(),
                "max_height %s is not a height".formatted(SourceText.quoted(text.get().value())),
                "write the last block height to sign, only digits, as in \"500000\"");
        return OptionalLong.empty();
    }

    /// The dialect is recognized from each message, so a known version changes nothing.
    private void checkProtocol(Section section) {
        Optional<Located<String>> text = section.text("protocol_version");
        String version = text.map(Located::value).orElse("v1");
        if (PROTOCOLS.contains(version)) {
            return;
        }
        boolean old = version.equals("legacy") || version.equals("v0.33");
        problems.error(
                section.lineOf("protocol_version"),
                old
                        ? "protocol_version \"%s\" is not supported".formatted(version)
                        : "unknown protocol_version " + SourceText.quoted(version),
                old
                        ? "nodes before Tendermint v0.34 need tmkms 0.12; for others delete the"
                                + " line"
                        : "delete the line: the version is recognized by itself");
    }
}
