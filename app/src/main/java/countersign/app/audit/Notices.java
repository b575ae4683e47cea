package countersign.app.audit;

import countersign.app.audit.chain.Head;

/// Who hears of the audit itself. Called on several threads; must return at once and never throw.
public interface Notices {
    /// The audit cannot be kept as it should be. Signing goes on.
    void warn(String what);

    /// The chain has come to this line: a good one to keep elsewhere.
    void head(Head head);
}
