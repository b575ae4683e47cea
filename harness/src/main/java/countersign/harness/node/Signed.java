package countersign.harness.node;

import countersign.bytes.Bytes;
import countersign.consensus.ConsensusMessage;
import countersign.harness.ledger.Finding;

/// What a signer gave: `message` is what was asked at the time that was signed, the signatures over
/// extensions are empty where there are none, and `finding` is what the ledger says of it.
public record Signed(
        ConsensusMessage message,
        Bytes signature,
        Bytes extensionSignature,
        Bytes nonRpExtensionSignature,
        Finding finding) {}
