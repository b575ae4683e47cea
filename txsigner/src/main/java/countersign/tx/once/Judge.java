package countersign.tx.once;

import countersign.tx.Transaction;
import countersign.tx.policy.Spending;
import countersign.tx.policy.Verdict;

import java.time.Instant;

/// Whether a transaction may be signed: a policy, as seen from whoever signs.
public interface Judge {
    Verdict judge(Transaction transaction, Instant now, Spending spent);
}
