package countersign.app.migrate;

import countersign.app.foreign.ForeignFormat;
import countersign.app.shell.Failure;
import countersign.app.shell.Shell;
import countersign.consensus.ChainId;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// The home of a node that signs for itself: `config/` and `data/`, as under `~/.gaia`.
final class NodeHome {
    private static final String ADDRESS = "tcp://127.0.0.1:26659";
    private static final Pattern TCP = Pattern.compile("tcp://(?:[^@/]*@)?(.*):([0-9]+)");

    private final Path home;
    private final Findings findings;

    private NodeHome(Findings findings) {
        this.home = findings.wanted().old();
        this.findings = findings;
    }

    static Plan read(Wanted wanted, Shell shell) throws Failure {
        return new NodeHome(new Findings(wanted, shell)).read();
    }

    private Plan read() throws Failure {
        Path file = home.resolve("config").resolve("config.toml");
        OldToml toml = OldToml.read(file, findings);
        requireThatItSigns(toml);
        Path key = path(toml, "priv_validator_key_file", "config/priv_validator_key.json");
        Path state = path(toml, "priv_validator_state_file", "data/priv_validator_state.json");
        Optional<ChainId> chain = chain(path(toml, "genesis_file", "config/genesis.json"));
        findings.requireNoProblems();
        findings.consensusKey(chain.orElseThrow(), key)
                .ifPresent(
                        found ->
                                findings.state(
                                        chain.orElseThrow(), found, state, ForeignFormat.FILE_PV));
        List<String> nodes = findings.wanted().nodes();
        List<ConfigurationText.Node> served =
                (nodes.isEmpty() ? List.of(ADDRESS) : nodes)
                        .stream()
                                .map(
                                        address ->
                                                new ConfigurationText.Node(
                                                        chain.orElseThrow(),
                                                        address,
                                                        true,
                                                        Optional.empty()))
                                .toList();
        if (served.stream().anyMatch(ConfigurationText.Node::isTcp)) {
            findings.freshIdentity();
        }
        ConfigurationText text =
                new ConfigurationText(
                        "the node's own key, " + home,
                        ConfigurationText.Key.of(chain.orElseThrow()),
                        served);
        return findings.plan("new", text::text, stop(file, key, served));
    }

    /// The files of a node that asks a signer are leftovers, perhaps of long ago.
    private void requireThatItSigns(OldToml toml) {
        toml.text("priv_validator_laddr")
                .filter(address -> !address.isEmpty())
                .ifPresent(
                        address ->
                                toml.problem(
                                        "priv_validator_laddr",
                                        "this node asks a signer at "
                                                + address
                                                + ": what lies here was last used before that;"
                                                + " migrate from that signer"));
    }

    private Path path(OldToml toml, String name, String without) {
        return home.resolve(toml.text(name).filter(path -> !path.isEmpty()).orElse(without));
    }

    private Optional<ChainId> chain(Path genesis) {
        Optional<String> named = findings.wanted().chain();
        try {
            String found = Genesis.chainId(genesis);
            if (named.isPresent() && !named.get().equals(found)) {
                findings.problem(
                        genesis + " is of chain " + found + " and not of " + named.get(),
                        "leave --chain out, or name the home of the right node");
            }
            return Optional.of(new ChainId(found));
        } catch (Failure e) {
            findings.problems(e);
            return Optional.empty();
        }
    }

    private static String stop(Path file, Path key, List<ConfigurationText.Node> served) {
        String first = served.getFirst().address();
        Matcher tcp = TCP.matcher(first);
        boolean here = first.startsWith("tcp://127.") || first.startsWith("tcp://localhost:");
        String laddr = tcp.matches() && !here ? "tcp://0.0.0.0:" + tcp.group(2) : first;
        return "stop the node, set priv_validator_laddr = \""
                + laddr
                + "\" in "
                + file
                + ", and take "
                + key
                + " away from it: it must never sign with that file again";
    }
}
