package countersign.app.config.toml;

import countersign.app.config.Problem;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/// Collects what is wrong with a file, so that all of it is told at once.
public final class Problems {
    /// More than this many errors help nobody.
    public static final int ERRORS_MAX = 50;

    private final List<Problem> errors = new ArrayList<>();
    private final List<Problem> warnings = new ArrayList<>();

    /// The file cannot be used as it is.
    public void error(int line, String what, String hint) {
        errors.add(new Problem(line, what, hint));
    }

    /// The file can be used, but the operator should know.
    public void warn(int line, String what, String hint) {
        warnings.add(new Problem(line, what, hint));
    }

    /// In the order of the lines, at most [#ERRORS_MAX] and one that counts the rest.
    public List<Problem> errors() {
        List<Problem> sorted = byLine(errors);
        if (sorted.size() <= ERRORS_MAX) {
            return sorted;
        }
        List<Problem> shown = new ArrayList<>(sorted.subList(0, ERRORS_MAX));
        int rest = sorted.size() - ERRORS_MAX;
        int line = sorted.get(ERRORS_MAX).line();
        shown.add(new Problem(line, "and " + rest + " more from here on", "mend the others first"));
        return shown;
    }

    /// In the order of the lines.
    public List<Problem> warnings() {
        return byLine(warnings);
    }

    private static List<Problem> byLine(List<Problem> problems) {
        return problems.stream().sorted(Comparator.comparingInt(Problem::line)).toList();
    }
}
