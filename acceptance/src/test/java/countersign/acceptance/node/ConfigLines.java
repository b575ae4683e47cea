package countersign.acceptance.node;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/// A node's own configuration files, changed line by line as a person would.
public final class ConfigLines {
    private ConfigLines() {}

    /// Sets `key` of `file` under `[section]` (`""` above the first one) to `value`, as it is
    /// written in TOML. Fails where there is no such line: the node would go on with its own idea.
    public static void set(Path file, String section, String key, String value) throws IOException {
        List<String> lines = new ArrayList<>(Files.readAllLines(file));
        String current = "";
        for (int i = 0; i < lines.size(); i++) {
            String line = lines.get(i).strip();
            if (line.startsWith("[") && line.endsWith("]")) {
                current = line.substring(1, line.length() - 1);
            } else if (current.equals(section) && line.startsWith(key + " =")) {
                lines.set(i, key + " = " + value);
                Files.write(file, lines);
                return;
            }
        }
        throw new AssertionError("no `" + key + "` under [" + section + "] in " + file);
    }
}
