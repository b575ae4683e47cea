package countersign.app.command;

import countersign.app.config.provider.KeyRole;
import countersign.app.config.provider.SoftKeyFormat;
import countersign.app.key.KeyFiles;
import countersign.app.shell.Failure;
import countersign.app.shell.Shell;
import countersign.provider.softsign.SoftKey;

import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

import java.nio.file.Path;
import java.util.List;

/// Keys in files.
@Command(
        name = "softsign",
        mixinStandardHelpOptions = true,
        description = "Make and import keys that are kept in files.")
final class SoftsignCommands {
    private final Shell shell;
    private final KeyFiles keys;

    SoftsignCommands(Shell shell) {
        this.shell = shell;
        this.keys = new KeyFiles(shell);
    }

    @Command(
            name = "import",
            mixinStandardHelpOptions = true,
            description =
                    "Read CometBFT's priv_validator_key.json from IN and write the key to OUT,"
                            + " which must not exist.")
    int importKey(
            @Option(
                            names = {"-f", "--format"},
                            paramLabel = "FORMAT",
                            defaultValue = "json",
                            description = "the format of IN: json")
                    String format,
            @Mixin Operands operands)
            throws Failure {
        List<Path> files = operands.exactly(shell, "IN OUT");
        if (!format.equals(SoftKeyFormat.JSON.word())) {
            throw Failure.operand(
                    "invalid format: " + format + " (must be 'json')",
                    "a key in base64 needs no import: copy the file");
        }
        KeyRole role = KeyRole.CONSENSUS;
        try (SoftKey key = keys.read(files.getFirst(), SoftKeyFormat.JSON, role.keyType(), "")) {
            keys.write(files.getLast(), key);
            String type =
                    switch (key.publicKey().type()) {
                        case ED25519 -> "Ed25519";
                        case SECP256K1 -> "Secp256k1";
                    };
            shell.status("Imported", type + " private key to " + files.getLast());
        }
        return 0;
    }
}
