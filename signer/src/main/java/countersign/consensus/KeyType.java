package countersign.consensus;

/// A signature scheme that validators use on the chains served here.
public enum KeyType {
    /// 32-byte public key, 64-byte signature over the message itself.
    ED25519("ed25519", 32, 1),
    /// 33-byte compressed public key, 64-byte low-S `r || s` over the message's SHA-256.
    SECP256K1("secp256k1", 33, 2);

    private final String cometName;
    private final int publicKeyBytes;
    private final int publicKeyField;

    KeyType(String cometName, int publicKeyBytes, int publicKeyField) {
        this.cometName = cometName;
        this.publicKeyBytes = publicKeyBytes;
        this.publicKeyField = publicKeyField;
    }

    /// CometBFT's name, as in `pub_key_type` of the v1 protocol.
    public String cometName() {
        return cometName;
    }

    public int publicKeyBytes() {
        return publicKeyBytes;
    }

    /// The member of the protobuf `PublicKey` oneof, the same in all versions for these types.
    public int publicKeyField() {
        return publicKeyField;
    }
}
