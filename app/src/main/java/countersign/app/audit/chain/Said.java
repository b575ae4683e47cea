package countersign.app.audit.chain;

/// What a line says: the word for what happened, and its facts as [Fields] writes them.
public record Said(String event, String fields) {
    public Said(String event, Fields fields) {
        this(event, fields.written());
    }
}
