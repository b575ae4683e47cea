package countersign.app.json;

/// Where a value stands: its path from the root, as `$.marks[3].height`, and its line and column,
/// both counted from 1.
public record Spot(String path, int line, int column) {
    /// `12:8: $.marks[3].height`.
    @Override
    public String toString() {
        return line + ":" + column + ": " + path;
    }
}
