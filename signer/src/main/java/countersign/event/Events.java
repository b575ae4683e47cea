package countersign.event;

/// The one who listens. Called on the thread that has something to say, several at once; must
/// return at once and never throw.
public interface Events {
    void emit(Event event);
}
