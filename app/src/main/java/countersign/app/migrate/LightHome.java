package countersign.app.migrate;

import countersign.app.config.ChainIds;
import countersign.app.foreign.ForeignFormat;
import countersign.app.shell.Failure;
import countersign.app.shell.Shell;
import countersign.consensus.ChainId;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/// The home of `tmkms-softsign`, the program of tmkms-light that keeps its key in a file: one chain
/// and one node, all of it at the top level of a `tmkms.toml` of its own kind.
final class LightHome {
    private static final List<String> OF_ENCLAVES =
            List.of(
                    "sealed_consensus_key_path",
                    "sealed_id_key_path",
                    "enclave_path",
                    "enclave_config_cid",
                    "enclave_config_port",
                    "enclave_state_port",
                    "enclave_tendermint_conn",
                    "credentials",
                    "aws_region");

    private final Path file;
    private final Findings findings;

    private LightHome(Findings findings) {
        Path old = findings.wanted().old();
        this.file = Files.isDirectory(old) ? old.resolve("tmkms.toml") : old;
        this.findings = findings;
    }

    static Plan read(Wanted wanted, Shell shell) throws Failure {
        return new LightHome(new Findings(wanted, shell)).read();
    }

    private Plan read() throws Failure {
        OldToml toml = OldToml.read(file, findings);
        requireNoEnclave(toml);
        String address = required(toml, "address");
        String chainId = required(toml, "chain_id");
        String key = required(toml, "consensus_key_path");
        String state = required(toml, "state_file_path");
        Optional<String> identity = toml.text("id_key_path");
        Optional<String> highest = toml.text("max_height");
        StringBuilder more = new StringBuilder();
        toml.whole("timeout").ifPresent(seconds -> more.append("timeout = " + seconds + "\n"));
        toml.flag("retry", true);
        toml.refuseOthers();
        if (!ChainIds.isPlain(chainId)) {
            toml.problem("chain_id", "this is no chain id");
        }
        highest.filter(h -> !h.matches("[0-9]{1,19}"))
                .ifPresent(_ -> toml.problem("max_height", "this is no height"));
        findings.requireNoProblems();
        highest.ifPresent(height -> more.append("max_height = \"" + height + "\"\n"));
        ChainId chain = new ChainId(chainId);
        ConfigurationText.Node node =
                new ConfigurationText.Node(chain, address, true, Optional.of(more.toString()));
        findings.consensusKey(chain, beside(key))
                .ifPresent(
                        found ->
                                findings.state(
                                        chain, found, beside(state), ForeignFormat.TMKMS_LIGHT));
        if (node.isTcp()) {
            identity.ifPresentOrElse(
                    path -> findings.identity(beside(path)), findings::freshIdentity);
        }
        ConfigurationText text =
                new ConfigurationText(
                        "tmkms-light, " + file, ConfigurationText.Key.of(chain), List.of(node));
        return findings.plan(
                "made from " + file,
                text::text,
                "stop tmkms-softsign, and never start it again with this key");
    }

    private void requireNoEnclave(OldToml toml) throws Failure {
        if (OF_ENCLAVES.stream().filter(toml::has).count() > 0) {
            findings.problem(
                    file
                            + " is of tmkms-light in an enclave: its key is sealed there and cannot"
                            + " be read",
                    "bring the key from its backup with `init --key`, and its state with"
                            + " `state import`");
        }
        findings.requireNoProblems();
    }

    private String required(OldToml toml, String key) {
        if (!toml.has(key)) {
            findings.problem(file + ": there is no `" + key + "`", "");
        }
        return toml.text(key).orElse("");
    }

    private Path beside(String path) {
        return file.resolveSibling(path).normalize();
    }
}
