package countersign.app.command;

import countersign.app.config.ChainIds;
import countersign.app.config.ConfigTemplate;
import countersign.app.config.Network;
import countersign.app.config.schema.ReadySchema;
import countersign.app.foreign.ForeignState;
import countersign.app.key.KeyFiles;
import countersign.app.shell.Failure;
import countersign.app.shell.Persona;
import countersign.app.shell.Shell;
import countersign.app.state.Folders;
import countersign.consensus.ChainId;
import countersign.consensus.Hrs;
import countersign.consensus.KeyType;
import countersign.provider.softsign.SoftKey;

import org.jspecify.annotations.Nullable;

import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;

/// Makes a home: a configuration that starts, with what it names.
@Command(
        name = "init",
        mixinStandardHelpOptions = true,
        description =
                "Write a configuration, keys and state to the folder PATH. Nothing that exists is"
                        + " overwritten.")
final class InitCommand implements Callable<Integer> {
    private final Shell shell;
    private final KeyFiles keys;

    @Option(
            names = {"-n", "--networks"},
            paramLabel = "NETS",
            split = ",",
            defaultValue = "cosmoshub",
            description =
                    "known networks or chain ids, with commas between; default: ${DEFAULT-VALUE}")
    private List<String> names = List.of();

    @Option(
            names = "--key",
            paramLabel = "FILE",
            description = "the validator's priv_validator_key.json, instead of a new key")
    private @Nullable Path key;

    @Option(
            names = "--state",
            paramLabel = "FILE",
            description =
                    "the validator's priv_validator_state.json, or tmkms' state: nothing up to"
                            + " there is signed again")
    private @Nullable Path state;

    @Mixin private final Operands operands = new Operands();

    InitCommand(Shell shell) {
        this.shell = shell;
        this.keys = new KeyFiles(shell);
    }

    /// `--key` and `--state` made absolute.
    private record Existing(Optional<Path> key, Optional<Path> state) {}

    @Override
    public Integer call() throws Failure {
        List<Network> networks = new ArrayList<>();
        for (String name : names) {
            networks.add(network(name));
        }
        if (networks.stream().map(Network::chainId).distinct().count() < networks.size()) {
            throw Failure.usage("a network is named twice: " + names, "name each network once");
        }
        Path home = operands.exactly(shell, "PATH").getFirst();
        Existing existing =
                new Existing(
                        Optional.ofNullable(key).map(shell::resolve),
                        Optional.ofNullable(state).map(shell::resolve));
        if (networks.size() > 1 && (key != null || state != null)) {
            throw Failure.usage(
                    "--key and --state are for one network, not " + networks.size(),
                    "run init once for each validator");
        }
        make(home, networks, existing);
        return 0;
    }

    private Network network(String name) throws Failure {
        Optional<Network> known = Network.named(name);
        if (known.isPresent()) {
            return known.get();
        }
        String all = String.join(", ", Network.words());
        if (!ChainIds.isPlain(name)) {
            throw Failure.operand("unknown CometBFT network: `" + name + "`", "known: " + all);
        }
        shell.warn(
                "unknown CometBFT network: `"
                        + name
                        + "` (known: "
                        + all
                        + "); taken for a chain id, check it and the prefixes of its keys");
        return Network.ofChain(new ChainId(name));
    }

    private void make(Path home, List<Network> networks, Existing existing) throws Failure {
        ConfigTemplate template =
                new ConfigTemplate(networks, home, shell.persona() == Persona.COUNTERSIGN);
        Path configuration = home.resolve("tmkms.toml");
        // tmkms leaves the consensus key to a later step of its guides, which must find room.
        boolean withKeys = shell.persona() == Persona.COUNTERSIGN || existing.key().isPresent();
        if (!withKeys && existing.state().isPresent()) {
            throw Failure.usage(
                    "--state goes with --key under the name tmkms",
                    "without it, run `state init --from FILE` once the key is imported");
        }
        refuseExisting(configuration, template, withKeys ? networks : List.of());
        Optional<Hrs> floor = Optional.empty();
        if (existing.state().isPresent()) {
            floor = ForeignState.read(existing.state().get()).place();
        }

        makeFolders(home);
        if (withKeys) {
            for (Network network : networks) {
                writeKey(template.consensusKey(network), existing.key());
            }
        }
        write(configuration, template.text());
        shell.status("Generated", "KMS configuration: " + configuration);
        keys.generate(template.identityKey(), KeyType.ED25519);
        shell.status("Generated", "Secret Connection key: " + template.identityKey());
        // tmkms leaves the folder empty.
        if (shell.persona() == Persona.COUNTERSIGN) {
            writeSchemas(home.resolve("schema"));
        }
        if (withKeys) {
            StateCommands.createAll(Home.load(configuration, shell), "init", floor, false);
            hintAfter(configuration, existing);
        }
    }

    private void hintAfter(Path configuration, Existing existing) {
        shell.hint("set addr in " + configuration + " to the node's priv_validator_laddr");
        if (existing.key().isPresent() && existing.state().isEmpty()) {
            shell.warn(
                    "without --state this key may sign every height anew; if it ever signed, run"
                            + " `state init --from FILE` or `state raise` before `start`");
        }
        if (existing.key().isEmpty()) {
            shell.hint(
                    "the consensus key is new; for an existing validator start over with"
                            + " `init --key priv_validator_key.json --state"
                            + " priv_validator_state.json`");
        }
    }

    private void writeKey(Path file, Optional<Path> existing) throws Failure {
        if (existing.isEmpty()) {
            keys.generate(file, KeyType.ED25519);
            shell.status("Generated", "consensus (Ed25519) private key at: " + file);
            return;
        }
        try (SoftKey key = keys.read(existing.get(), KeyType.ED25519)) {
            keys.write(file, key);
            shell.status("Imported", "consensus private key to " + file);
        }
    }

    private static void refuseExisting(
            Path configuration, ConfigTemplate template, List<Network> networks) throws Failure {
        List<Path> files = new ArrayList<>(List.of(configuration, template.identityKey()));
        networks.forEach(network -> files.add(template.consensusKey(network)));
        for (Path file : files) {
            if (Files.exists(file)) {
                throw Failure.operation(
                        file + " exists already and is not overwritten",
                        "choose another folder, or move the old files away if you have a copy");
            }
        }
    }

    private void makeFolders(Path home) throws Failure {
        if (!Files.exists(home)) {
            shell.status("Creating", home.toString());
        }
        try {
            Folders.makeReadable(home.resolve("schema"));
            Folders.makePrivate(home.resolve("state"));
            Path secrets = home.resolve("secrets");
            Folders.makePrivate(secrets);
            Files.setPosixFilePermissions(secrets, PosixFilePermissions.fromString("rwx------"));
        } catch (IOException e) {
            throw unwritable(home, e);
        }
    }

    /// For transaction signers. What somebody has put there stays.
    private static void writeSchemas(Path folder) throws Failure {
        for (ReadySchema schema : ReadySchema.values()) {
            Path file = folder.resolve(schema.file());
            if (!Files.exists(file, LinkOption.NOFOLLOW_LINKS)) {
                write(file, new String(schema.contents().toArray(), StandardCharsets.UTF_8));
            }
        }
    }

    private static void write(Path file, String text) throws Failure {
        try {
            Files.createFile(
                    file,
                    PosixFilePermissions.asFileAttribute(
                            PosixFilePermissions.fromString("rw-r--r--")));
            Files.writeString(file, text, StandardOpenOption.WRITE);
        } catch (IOException e) {
            throw unwritable(file, e);
        }
    }

    private static Failure unwritable(Path file, IOException e) {
        return Failure.operation(
                "cannot write " + file + ": " + e.getMessage(),
                "check the owner, the mode and the free space of its folder");
    }
}
