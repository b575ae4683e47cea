package countersign.app.config;

import java.util.List;
import java.util.stream.Collectors;

/// A configuration file that cannot be used, with everything that is wrong with it.
public final class ConfigException extends Exception {
    private static final long serialVersionUID = 1;

    private final transient List<Problem> problems;

    /// The message is every problem as [Problem#in] puts it, one after the other. `problems` is
    /// never empty and in the order of the lines.
    public ConfigException(String file, List<Problem> problems) {
        super(problems.stream().map(p -> p.in(file)).collect(Collectors.joining("\n")));
        this.problems = List.copyOf(problems);
    }

    /// In the order of the lines; those of the whole file first.
    public List<Problem> problems() {
        return problems;
    }
}
