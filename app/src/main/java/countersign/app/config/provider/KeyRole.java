package countersign.app.config.provider;

import countersign.consensus.KeyType;

/// What a key is for. As in tmkms, the role also says of which type a bare key is; and a chain that
/// has no consensus key is validated with its account key.
public enum KeyRole {
    /// Signs votes and proposals.
    CONSENSUS("consensus", KeyType.ED25519),
    /// Signs transactions.
    ACCOUNT("account", KeyType.SECP256K1);

    private final String word;
    private final KeyType keyType;

    KeyRole(String word, KeyType keyType) {
        this.word = word;
        this.keyType = keyType;
    }

    /// The word of the configuration file.
    public String word() {
        return word;
    }

    /// The type of a key whose file or device does not say it.
    public KeyType keyType() {
        return keyType;
    }
}
