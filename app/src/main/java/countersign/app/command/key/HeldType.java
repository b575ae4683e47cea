package countersign.app.command.key;

import countersign.app.command.KeyRoles;
import countersign.app.shell.Failure;
import countersign.consensus.KeyType;

import picocli.CommandLine.Option;

/// What a key file holds, for files that do not say so themselves.
final class HeldType {
    @Option(
            names = {"-t", "--type"},
            paramLabel = "TYPE",
            defaultValue = "consensus",
            description =
                    "what the key file holds, where it does not say so; default: ${DEFAULT-VALUE}")
    private String type = "consensus";

    KeyType keyType() throws Failure {
        return KeyRoles.ofWord(type).keyType();
    }
}
