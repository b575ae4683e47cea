package countersign.app.command;

import countersign.app.config.provider.KeyRole;
import countersign.app.shell.Failure;

/// What a key is for, in the words of the command line.
public final class KeyRoles {
    private KeyRoles() {}

    /// The role that the word names.
    public static KeyRole ofWord(String word) throws Failure {
        for (KeyRole role : KeyRole.values()) {
            if (role.word().equals(word)) {
                return role;
            }
        }
        throw Failure.operand(
                "unknown key type: " + word + " (must be 'account' or 'consensus')", "");
    }

    static String title(KeyRole role) {
        return switch (role) {
            case CONSENSUS -> "consensus (Ed25519)";
            case ACCOUNT -> "account (secp256k1)";
        };
    }
}
