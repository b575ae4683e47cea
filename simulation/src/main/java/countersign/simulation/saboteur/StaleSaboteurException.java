package countersign.simulation.saboteur;

/// A saboteur no longer fits the sources: what it breaks was rewritten, and so must it be.
public final class StaleSaboteurException extends Exception {
    private static final long serialVersionUID = 1L;

    StaleSaboteurException(String what) {
        super(what);
    }
}
