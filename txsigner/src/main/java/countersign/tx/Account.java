package countersign.tx;

import countersign.bytes.Check;
import countersign.consensus.KeyType;
import countersign.consensus.PublicKey;

/// Who signs, and the how-manieth of this account's transactions it is.
///
/// @param key of type secp256k1
/// @param number what the chain calls the account
/// @param sequence how many transactions of the account the chain has taken
public record Account(PublicKey key, AccountNumber number, long sequence) {
    public Account {
        Check.that(key.type() == KeyType.SECP256K1, "accounts have secp256k1 keys");
        Check.that(sequence >= 0, "transactions are counted from 0");
    }
}
