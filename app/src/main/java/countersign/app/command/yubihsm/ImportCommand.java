package countersign.app.command.yubihsm;

import countersign.app.config.provider.SoftKeyFormat;
import countersign.app.key.KeyFiles;
import countersign.app.shell.Failure;
import countersign.app.shell.Shell;
import countersign.bytes.SecretBytes;
import countersign.consensus.KeyText;
import countersign.consensus.KeyType;
import countersign.keyring.spi.ProviderException;
import countersign.provider.softsign.SoftKey;
import countersign.provider.yubihsm.wire.Algorithm;
import countersign.provider.yubihsm.wire.ObjectType;
import countersign.provider.yubihsm.workbench.HeldKey;
import countersign.provider.yubihsm.workbench.Imported;
import countersign.provider.yubihsm.workbench.Workbench;

import org.jspecify.annotations.Nullable;

import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.concurrent.Callable;

/// Brings a key into the device.
@Command(
        name = "import",
        mixinStandardHelpOptions = true,
        description =
                "Bring the key in PATH into the device: a backup of `yubihsm keys export`, or a key"
                        + " that is not encrypted.")
final class ImportCommand implements Callable<Integer> {
    private static final String NODE_KEY = "priv_validator_key.json";
    private static final int SECRET_BYTES = 32;

    private final Shell shell;
    @Mixin private final DeviceOption device = new DeviceOption();
    @Mixin private final WrapKeyOption wrapKey = new WrapKeyOption();

    @Option(
            names = {"-i", "--id"},
            paramLabel = "ID",
            description = "the key's id in the device; a backup knows its own")
    private @Nullable String id;

    @Option(
            names = "-t",
            paramLabel = "TYPE",
            description =
                    "wrap (a backup), json (CometBFT's) or base64 (a seed); default: json for a"
                            + " file of the name priv_validator_key.json, else wrap")
    private @Nullable String type;

    @Option(
            names = {"-l", "--label"},
            paramLabel = "LABEL",
            description = "default: none; a backup knows its own")
    private @Nullable String label;

    @Parameters(paramLabel = "PATH")
    private Path path = Path.of("");

    ImportCommand(Shell shell) {
        this.shell = shell;
    }

    @Override
    public Integer call() throws Failure {
        String format = type != null ? type : path.endsWith(NODE_KEY) ? "json" : "wrap";
        return switch (format) {
            case "wrap" -> wrapped();
            case "json" -> plain(SoftKeyFormat.JSON);
            case "base64" -> plain(SoftKeyFormat.BASE64);
            default -> throw Failure.operand("invalid key type: " + format, "wrap, json or base64");
        };
    }

    private int wrapped() throws Failure {
        if (id != null) {
            shell.warn("ignoring key ID: " + id + " (wrapped keys use original key ID)");
        }
        if (label != null) {
            shell.warn("ignoring label: \"" + label + "\" (wrapped keys use original label)");
        }
        int wrap = wrapKey.id();
        Path file = shell.resolve(path);
        try (Workbench bench = device.open(shell).workbench()) {
            shell.status("Imported", title(bench.bringBack(wrap, BackupFile.read(file))));
            return 0;
        } catch (ProviderException e) {
            throw Devices.failure(
                    "error importing encrypted key from %s (using wrapkey %s)"
                            .formatted(path, ObjectIds.text(wrap)),
                    e);
        }
    }

    private static String title(Imported imported) {
        String name = ObjectIds.text(imported.id());
        if (imported.key().isEmpty()) {
            String kind =
                    ObjectType.of(imported.type()).map(ObjectType::title).orElse("unknown type");
            return "object " + name + " (" + kind + ")";
        }
        HeldKey key = imported.key().get();
        String spelt =
                key.publicKey().map(KeyText::hex).orElseGet(() -> Algorithm.title(key.algorithm()));
        return "key " + name + ": " + spelt;
    }

    private int plain(SoftKeyFormat format) throws Failure {
        if (wrapKey.typed() != null) {
            shell.warn(
                    "ignoring wrapkey ID: "
                            + wrapKey.typed()
                            + " (not applicable to keys that are not encrypted)");
        }
        if (id == null) {
            throw Failure.operand(
                    "no key ID specified (use e.g. "
                            + shell.persona().program()
                            + " yubihsm keys import -i 1 "
                            + NODE_KEY
                            + ")",
                    "");
        }
        int wanted = ObjectIds.of(id, "key ID");
        String text = Labels.checked(label == null ? "" : label);
        Path file = shell.resolve(path);
        try (SoftKey key = new KeyFiles(shell).read(file, format, KeyType.ED25519, "");
                SecretBytes secret = secret(key, file);
                Workbench bench = device.open(shell).workbench()) {
            KeyType keyType = key.publicKey().type();
            bench.put(new Workbench.NewKey(wanted, text, keyType, true), secret, key.publicKey());
            shell.status("Imported", "key " + ObjectIds.text(wanted));
            return 0;
        } catch (ProviderException e) {
            throw Devices.failure("couldn't import key " + ObjectIds.text(wanted), e);
        }
    }

    /// The seed or scalar; a device takes no expanded key.
    private static SecretBytes secret(SoftKey key, Path file) throws Failure {
        byte[] secret = key.unsafeSecret();
        if (secret.length != SECRET_BYTES) {
            Arrays.fill(secret, (byte) 0);
            throw Failure.configuration(
                    file + ": Ed25519 key must be provided as a 32-byte seed",
                    "an expanded key cannot enter a device; use the backup it came from");
        }
        return SecretBytes.take(secret);
    }
}
