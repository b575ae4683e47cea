package countersign.tx.poll;

/// Whoever listens. Must return at once and throw nothing.
public interface TxEvents {
    void emit(TxEvent event);
}
