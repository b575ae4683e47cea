package countersign.tx.policy;

/// The way out of a judgement.
final class DeniedException extends Exception {
    private static final long serialVersionUID = 1L;

    private final transient Verdict.Denied verdict;

    DeniedException(Verdict.Denied verdict) {
        super(verdict.text(), null, false, false);
        this.verdict = verdict;
    }

    DeniedException(String rule, String what) {
        this(new Verdict.Denied(rule, what));
    }

    Verdict.Denied verdict() {
        return verdict;
    }
}
