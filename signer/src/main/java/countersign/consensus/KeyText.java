package countersign.consensus;

import countersign.bytes.Bytes;

import java.util.Base64;

/// Public keys as the tools of Cosmos chains and tmkms write them.
public final class KeyText {
    // What go-amino puts in front: four bytes of the type's name and the key's length.
    private static final Bytes AMINO_ED25519 = Bytes.ofHex("1624DE6420");
    private static final Bytes AMINO_SECP256K1 = Bytes.ofHex("EB5AE98721");

    private KeyText() {}

    /// The key behind its amino prefix, for instance `cosmosvalconspub1zcjduepq...`.
    public static String bech32(PublicKey key, String prefix) {
        Bytes amino =
                switch (key.type()) {
                    case ED25519 -> AMINO_ED25519;
                    case SECP256K1 -> AMINO_SECP256K1;
                };
        return Bech32.encode(prefix, amino.concat(key.value()));
    }

    /// The key's address, for instance `cosmosvalcons1...` or, of an account, `cosmos1...`.
    public static String bech32Address(PublicKey key, String prefix) {
        return Bech32.encode(prefix, key.address());
    }

    /// Upper-case hex of the key alone.
    public static String hex(PublicKey key) {
        return key.value().upperHex();
    }

    /// The Cosmos SDK's JSON, on one line and without spaces.
    public static String cosmosJson(PublicKey key) {
        return "{\"@type\":\"/cosmos.crypto."
                + key.type().cometName()
                + ".PubKey\",\"key\":\""
                + Base64.getEncoder().encodeToString(key.value().toArray())
                + "\"}";
    }
}
