package countersign.app.log;

/// How much a line matters, the most important first.
public enum Level {
    ERROR,
    WARN,
    INFO,
    DEBUG
}
