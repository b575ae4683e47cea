package countersign.app.migrate;

import countersign.app.config.ChainIds;
import countersign.app.foreign.ForeignFormat;
import countersign.app.shell.Failure;
import countersign.app.shell.Shell;
import countersign.consensus.ChainId;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// The home of Horcrux: `config.yaml`, and for each chain a key, or a share of one, and two states.
///
/// A share is no key. The whole one can be taken over where the operator still has it, which is
/// what the shares were made from.
final class HorcruxHome {
    private static final String KEY = "_priv_validator_key.json";
    private static final String SHARE = "_shard.json";

    private final Path home;
    private final Path file;
    private final Findings findings;
    private Optional<String> keyFolder = Optional.empty();
    private List<String> nodes = List.of();
    private boolean threshold;

    private HorcruxHome(Findings findings) {
        Path old = findings.wanted().old();
        this.home = Files.isDirectory(old) ? old : old.resolveSibling(".").normalize();
        this.file = Files.isDirectory(old) ? old.resolve("config.yaml") : old;
        this.findings = findings;
    }

    static Plan read(Wanted wanted, Shell shell) throws Failure {
        return new HorcruxHome(new Findings(wanted, shell)).read();
    }

    private Plan read() throws Failure {
        OldFields.of(file, YamlDocument.read(file), findings).ifPresent(this::read);
        findings.requireNoProblems();
        Wanted wanted = findings.wanted();
        if (threshold && wanted.key().isEmpty()) {
            findings.problem(
                    "Horcrux runs here with a share of the key, of which no signature can be made",
                    "take the priv_validator_key.json that the shares were made from out of its"
                            + " safe, stop every cosigner, and name it with --key");
            findings.requireNoProblems();
        }
        ChainId chain = chain();
        takeOver(chain);
        List<String> addresses = wanted.nodes().isEmpty() ? nodes : wanted.nodes();
        if (addresses.isEmpty()) {
            findings.problem(file + " has no chainNodes", "name the nodes with --node");
        }
        if (addresses.stream().anyMatch(address -> !address.startsWith("unix://"))) {
            findings.freshIdentity();
        }
        ConfigurationText text =
                new ConfigurationText(
                        "Horcrux, " + file,
                        ConfigurationText.Key.of(chain),
                        addresses.stream()
                                .map(
                                        a ->
                                                new ConfigurationText.Node(
                                                        chain, a, true, Optional.empty()))
                                .toList());
        String all = threshold ? "stop Horcrux on every cosigner" : "stop Horcrux";
        return findings.plan(
                "made from " + file, text::text, all + ", and never start it again with this key");
    }

    private void read(OldFields whole) {
        if (whole.present("chain-id") || whole.present("cosigner")) {
            findings.problem(
                    file + " is a configuration of Horcrux 2",
                    "run `horcrux config migrate` first");
            return;
        }
        keyFolder = whole.optionalText("keyDir").filter(path -> !path.isEmpty());
        Optional<String> mode = whole.text("signMode");
        threshold = mode.filter("threshold"::equals).isPresent();
        if (mode.isPresent() && !threshold && !mode.get().equals("single")) {
            whole.problem("signMode is neither threshold nor single", "");
        }
        nodes =
                whole.sections("chainNodes").stream()
                        .flatMap(
                                node -> {
                                    Optional<String> address = node.text("privValAddr");
                                    node.end();
                                    return address.stream();
                                })
                        .toList();
        whole.ignore("thresholdMode", "debugAddr", "grpcAddr", "maxReadSize");
        whole.end();
    }

    private void takeOver(ChainId chain) {
        Path key = findings.wanted().key().orElseGet(() -> keyFolder().resolve(chain + KEY));
        if (threshold && findings.wanted().floor().isEmpty()) {
            findings.problem(
                    "each cosigner has a state of its own, and the one of "
                            + home
                            + " may be behind the others",
                    "name the last height that any of them may have signed with --height");
        }
        Path state = home.resolve("state").resolve(chain + "_priv_validator_state.json");
        Path share = home.resolve("state").resolve(chain + "_share_sign_state.json");
        boolean onlyShare = Files.notExists(state) && !Files.notExists(share);
        findings.consensusKey(chain, key)
                .ifPresent(
                        found ->
                                findings.state(
                                        chain,
                                        found,
                                        onlyShare ? share : state,
                                        ForeignFormat.HORCRUX));
    }

    private Path keyFolder() {
        return keyFolder.map(Path::of).map(home::resolve).orElse(home);
    }

    /// Nothing in Horcrux's configuration says which chain a node is of: with several chains the
    /// operator must.
    private ChainId chain() throws Failure {
        Wanted wanted = findings.wanted();
        List<String> found = chainsWithKeys();
        if (wanted.chain().isPresent()) {
            if (found.size() > 1 && wanted.nodes().isEmpty()) {
                findings.problem(
                        file
                                + " does not say which of its nodes are of chain "
                                + wanted.chain().get(),
                        "name them with --node");
            }
            return new ChainId(wanted.chain().get());
        }
        if (found.size() == 1) {
            return new ChainId(found.getFirst());
        }
        findings.problem(
                found.isEmpty()
                        ? "there is no file *" + (threshold ? SHARE : KEY) + " in " + keyFolder()
                        : "Horcrux serves several chains here: " + String.join(", ", found),
                "name one with --chain, and its nodes with --node");
        findings.requireNoProblems();
        return new ChainId("");
    }

    private List<String> chainsWithKeys() {
        String end = threshold ? SHARE : KEY;
        try (Stream<Path> files = Files.list(keyFolder())) {
            return files
                    .map(path -> String.valueOf(path.getFileName()))
                    .filter(name -> name.endsWith(end) && name.length() > end.length())
                    .map(name -> name.substring(0, name.length() - end.length()))
                    .filter(ChainIds::isPlain)
                    .collect(Collectors.toCollection(TreeSet::new))
                    .stream()
                    .toList();
        } catch (IOException e) {
            findings.problem("cannot look into " + keyFolder() + ": " + e.getMessage(), "");
            return List.of();
        }
    }
}
