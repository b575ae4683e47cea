package countersign.json;

/// Where a value stands: its path from the root, as `$.marks[3].height`, and its line and column,
/// both counted from 1.
public record Spot(String path, int line, int column) {
    /// Every value of a document keeps its path. A hostile one nests long names, and would grow to
    /// gigabytes.
    static final int PATH_CHARS_MAX = 160;

    private static final int NAME_CHARS_MAX = 64;
    private static final String LEFT_OUT = "…";

    /// The path of the member `name` of the value that stands here.
    public String member(String name) {
        return path(
                "."
                        + (name.length() <= NAME_CHARS_MAX
                                ? name
                                : name.substring(0, NAME_CHARS_MAX) + LEFT_OUT));
    }

    /// The path of the item `index`, counted from 0, of the value that stands here.
    public String item(int index) {
        return path("[" + index + "]");
    }

    private String path(String step) {
        return path.length() + step.length() <= PATH_CHARS_MAX ? path + step : LEFT_OUT + step;
    }

    /// `12:8: $.marks[3].height`.
    @Override
    public String toString() {
        return line + ":" + column + ": " + path;
    }
}
