package countersign.app.command.yubihsm;

import countersign.app.config.provider.KeyRole;
import countersign.app.shell.Failure;
import countersign.app.shell.Shell;
import countersign.bytes.Bytes;
import countersign.consensus.Bech32;
import countersign.consensus.KeyText;
import countersign.consensus.PublicKey;
import countersign.keyring.spi.ProviderException;
import countersign.provider.yubihsm.workbench.Workbench;

import org.jspecify.annotations.Nullable;

import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;

/// Has the device make a key.
@Command(
        name = "generate",
        mixinStandardHelpOptions = true,
        description =
                "Make a new random key in the device, under KEY_ID. It can leave the device only"
                        + " encrypted under a wrap key.")
final class GenerateCommand implements Callable<Integer> {
    private final Shell shell;
    @Mixin private final DeviceOption device = new DeviceOption();
    @Mixin private final WrapKeyOption wrapKey = new WrapKeyOption();

    @Option(
            names = {"-l", "--label"},
            paramLabel = "LABEL",
            description = "default: the prefix or the type, and the time")
    private @Nullable String label;

    @Option(
            names = {"-p", "--prefix"},
            paramLabel = "PREFIX",
            description = "show the public key in bech32 with this prefix")
    private @Nullable String prefix;

    @Option(
            names = "-t",
            paramLabel = "TYPE",
            defaultValue = "consensus",
            description = "consensus (Ed25519) or account (secp256k1); default: ${DEFAULT-VALUE}")
    private String type = "consensus";

    @Option(names = "--non-exportable", description = "the key can never leave the device")
    private boolean nonExportable;

    @Option(
            names = {"-b", "--backup"},
            paramLabel = "FILE",
            description = "write an encrypted backup to FILE, which must not exist")
    private @Nullable Path backup;

    @Parameters(arity = "0..*", paramLabel = "KEY_ID")
    private List<String> ids = List.of();

    GenerateCommand(Shell shell) {
        this.shell = shell;
    }

    @Override
    public Integer call() throws Failure {
        Workbench.NewKey key = wanted();
        int wrap = wrapKey.id();
        if (backup != null) {
            BackupFile.requireFree(shell.resolve(backup));
        }
        String name = ObjectIds.text(key.id());
        try (Workbench bench = device.open(shell).workbench()) {
            bench.generate(key);
            shell.status("Generated", title(bench, key));
            if (backup != null) {
                backUp(bench, key.id(), wrap, backup);
            }
            return 0;
        } catch (ProviderException e) {
            throw Devices.failure("couldn't generate key " + name, e);
        }
    }

    private Workbench.NewKey wanted() throws Failure {
        if (ids.size() != 1) {
            throw Failure.operand(
                    "expected exactly 1 key ID to generate, got " + ids.size(), "name KEY_ID");
        }
        int id = ObjectIds.operand(ids.getFirst());
        KeyRole role = role();
        if (prefix != null && !Bech32.isPrefix(prefix)) {
            throw Failure.usage(
                    "`" + prefix + "` cannot be a bech32 prefix",
                    "a prefix is in small letters, such as cosmosvalconspub");
        }
        if (nonExportable && backup != null) {
            throw Failure.usage(
                    "a key that is not exportable cannot be backed up",
                    "leave out --non-exportable, or --backup");
        }
        String stamped = (prefix != null ? prefix : role.word()) + ":" + Devices.now();
        String text = Labels.checked(label != null ? label : stamped);
        return new Workbench.NewKey(id, text, role.keyType(), !nonExportable);
    }

    private KeyRole role() throws Failure {
        for (KeyRole role : KeyRole.values()) {
            if (role.word().equals(type)) {
                return role;
            }
        }
        throw Failure.operand("invalid key type: " + type, "consensus or account");
    }

    private String title(Workbench bench, Workbench.NewKey key) throws ProviderException {
        String name = "key " + ObjectIds.text(key.id());
        return switch (key.type()) {
            case SECP256K1 -> "account (secp256k1) " + name;
            case ED25519 -> {
                PublicKey made = bench.key(key.id()).publicKey().orElseThrow();
                String spelt = prefix != null ? KeyText.bech32(made, prefix) : KeyText.hex(made);
                yield "consensus (ed25519) " + name + ": " + spelt;
            }
        };
    }

    private void backUp(Workbench bench, int id, int wrap, Path typed) throws Failure {
        try {
            Bytes wrapped = bench.export(wrap, id);
            BackupFile.write(shell.resolve(typed), wrapped);
        } catch (ProviderException e) {
            throw Devices.failure(
                    "key %s is made, but couldn't be exported under wrap key %s"
                            .formatted(ObjectIds.text(id), ObjectIds.text(wrap)),
                    e);
        }
        shell.status(
                "Wrote",
                "backup of key %d (encrypted under wrap key %d) to %s".formatted(id, wrap, typed));
    }
}
