package countersign.proof;

import java.util.Map;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// The table of proofs in `docs/proofs.md`: a row each, its name in the first column, the classes
/// of its tests between backquotes in the last, or the command that is the proof.
public final class ProofTable {
    private static final Pattern ROW = Pattern.compile("(?m)^\\| ([A-Z]\\d+) \\|.*\\| (.*)\\|$");
    private static final Pattern CLASS = Pattern.compile("`(\\w+)`");
    private static final Pattern COMMAND = Pattern.compile("`\\./run (\\w+)`");

    private ProofTable() {}

    /// The classes of every proof that consists of tests, by its name.
    public static Map<String, SortedSet<String>> classes(String page) {
        Map<String, SortedSet<String>> classes = new TreeMap<>();
        Matcher row = ROW.matcher(page);
        while (row.find()) {
            if (!COMMAND.matcher(row.group(2)).find()) {
                SortedSet<String> named = new TreeSet<>();
                CLASS.matcher(row.group(2)).results().forEach(name -> named.add(name.group(1)));
                classes.put(row.group(1), named);
            }
        }
        return classes;
    }

    /// The command of `./run` that every other proof is, by the proof's name.
    public static Map<String, String> commands(String page) {
        Map<String, String> commands = new TreeMap<>();
        Matcher row = ROW.matcher(page);
        while (row.find()) {
            Matcher command = COMMAND.matcher(row.group(2));
            if (command.find()) {
                commands.put(row.group(1), command.group(1));
            }
        }
        return commands;
    }
}
