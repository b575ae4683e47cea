package countersign.session;

import countersign.bytes.Check;
import countersign.consensus.ChainId;
import countersign.consensus.PublicKey;
import countersign.guard.Guard;
import countersign.keyring.ConsensusSigner;

/// One validator: a key on a chain, with its guard. All links to its nodes share it.
public record Validator(Guard guard, ConsensusSigner signer) {
    public Validator {
        Check.that(guard.key().equals(signer.publicKey()), "guard and signer are of the same key");
    }

    public ChainId chain() {
        return guard.chain();
    }

    public PublicKey publicKey() {
        return signer.publicKey();
    }
}
