package countersign.harness.ledger;

import countersign.bytes.Bytes;
import countersign.consensus.ChainId;
import countersign.consensus.ConsensusMessage;
import countersign.consensus.PublicKey;

/// A verified signature of `key` over `message` on `chain`.
public record Received(ChainId chain, PublicKey key, ConsensusMessage message, Bytes signature) {}
