package countersign.app.config.tx;

import countersign.consensus.ChainId;
import countersign.tx.policy.Policy;

/// One `[[tx_signer]]`: an account whose transactions are signed for a service.
///
/// @param policy what may be signed
/// @param node where the chain is asked and transactions are handed in
public record TxSignerSettings(
        ChainId chain,
        AccountSettings account,
        FormatSettings format,
        Policy policy,
        SourceSettings source,
        NodeSettings node) {}
