package countersign.app.migrate;

import countersign.app.foreign.ForeignFormat;
import countersign.app.shell.Failure;
import countersign.app.shell.Shell;
import countersign.consensus.ChainId;
import countersign.consensus.PublicKey;
import countersign.json.JsonValue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// The home of cosmos/kms: `kms.yaml`, key files, and a FilePV state for each chain.
final class CosmosKmsHome {
    private static final String ED25519 = "ed25519";

    private final Path home;
    private final Path file;
    private final Findings findings;
    private final Map<ChainId, Path> states = new LinkedHashMap<>();
    private final Map<ChainId, PublicKey> keys = new HashMap<>();
    private final List<ConfigurationText.Key> served = new ArrayList<>();
    private final List<ConfigurationText.Node> nodes = new ArrayList<>();

    private CosmosKmsHome(Findings findings) {
        Path old = findings.wanted().old();
        this.home = Files.isDirectory(old) ? old : old.resolveSibling(".").normalize();
        this.file = Files.isDirectory(old) ? old.resolve("kms.yaml") : old;
        this.findings = findings;
    }

    static Plan read(Wanted wanted, Shell shell) throws Failure {
        return new CosmosKmsHome(new Findings(wanted, shell)).read();
    }

    private Plan read() throws Failure {
        JsonValue whole = YamlDocument.read(file);
        OldFields.of(file, whole, findings).ifPresent(this::read);
        findings.requireNoProblems();
        if (nodes.isEmpty()) {
            findings.problem(file + " has no validators: there is no node to serve", "");
        }
        states.forEach(this::takeState);
        boolean overTcp = nodes.stream().anyMatch(ConfigurationText.Node::isTcp);
        if (overTcp) {
            findings.freshIdentity();
        }
        ConfigurationText text = new ConfigurationText("cosmos/kms, " + file, served, nodes);
        return findings.plan(
                "made from " + file,
                text::text,
                "stop cosmos/kms, and never start it again with these keys");
    }

    private void read(OldFields whole) {
        whole.sections("chains").forEach(this::readChain);
        whole.sections("keys").forEach(this::readKey);
        whole.sections("validators").forEach(this::readValidator);
        if (whole.present("grpc")) {
            findings.note(
                    "the keys under grpc are not taken over: no service here signs what it is"
                            + " given");
        }
        whole.end();
    }

    private void readChain(OldFields chain) {
        Optional<ChainId> id = chain.chain("id");
        Path place =
                home.resolve(
                        chain.optionalText("state_file")
                                .filter(file -> !file.isEmpty())
                                .orElse("state/" + id.map(ChainId::value).orElse("") + ".json"));
        if (id.isPresent() && states.put(id.get(), place) != null) {
            chain.problem("chain " + id.get() + " is there twice", "");
        }
        chain.end();
    }

    private void readKey(OldFields key) {
        List<String> chains = key.texts("chain_ids");
        String backend = key.optionalText("backend").filter(name -> !name.isEmpty()).orElse("file");
        String algorithm =
                key.optionalText("algorithm").filter(name -> !name.isEmpty()).orElse(ED25519);
        if (!backend.equals("file")) {
            key.problem(
                    "a key of the backend " + backend + " cannot be used by this build",
                    "keys in files can be taken over; leave this validator where it is");
            return;
        }
        if (!algorithm.equals(ED25519)) {
            key.problem(
                    "a key of the algorithm " + algorithm + " cannot be used by this build",
                    "leave this validator where it is");
            return;
        }
        Optional<String> path = key.text("key_file");
        List<ChainId> ofKey = new ArrayList<>();
        for (String name : chains) {
            Optional<ChainId> chain =
                    states.keySet().stream().filter(id -> id.value().equals(name)).findFirst();
            if (chain.isEmpty()) {
                key.problem("chain " + name + " is not under chains", "");
            } else if (keys.containsKey(chain.get())) {
                key.problem("chain " + name + " has a second key", "delete the one not in use");
            } else {
                ofKey.add(chain.get());
            }
        }
        if (path.isPresent() && !ofKey.isEmpty()) {
            findings.consensusKey(ofKey.getFirst(), home.resolve(path.get()))
                    .ifPresent(found -> ofKey.forEach(chain -> keys.put(chain, found)));
            served.add(new ConfigurationText.Key(ofKey));
        }
        key.end();
    }

    private void readValidator(OldFields validator) {
        Optional<ChainId> chain = validator.chain("chain_id");
        Optional<String> address = validator.text("addr");
        boolean reconnects = validator.flag("reconnect", true);
        validator.ignore("identity_key");
        if (address.isPresent() && address.get().startsWith("noise://")) {
            validator.problem(
                    "noise:// addresses are not supported by this build",
                    "let the node listen on tcp://, and name that address here first");
        } else if (chain.isPresent() && !keys.containsKey(chain.get())) {
            validator.problem(
                    "no key of chain " + chain.get() + " can be used",
                    "it takes an entry under chains and one under keys");
        } else if (chain.isPresent() && address.isPresent()) {
            nodes.add(
                    new ConfigurationText.Node(
                            chain.get(), address.get(), reconnects, Optional.empty()));
        }
        validator.end();
    }

    private void takeState(ChainId chain, Path file) {
        PublicKey key = keys.get(chain);
        if (key == null) {
            findings.note("chain " + chain + " has no key and is left out");
        } else {
            findings.state(chain, key, file, ForeignFormat.COSMOS_KMS);
        }
    }
}
