package countersign.app.interchange;

import java.util.List;

/// The marks of an interchange file, in its order; `file` is its name for messages. A key of a
/// chain may be there several times: the highest counts.
public record Interchange(String file, List<ForeignMark> marks) {
    /// What the member `format` says.
    public static final String FORMAT = "countersign-interchange";

    /// What the member `version` says.
    public static final int VERSION = 1;

    public Interchange {
        marks = List.copyOf(marks);
    }
}
