package countersign.simulation.saboteur;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// The files that a saboteur changes, by the name of their class.
final class AlteredSources {
    private static final Pattern PACKAGE = Pattern.compile("(?m)^package ([a-z.]+);");

    private AlteredSources() {}

    /// Throws where a text does not stand exactly once.
    static Map<String, String> of(Saboteur saboteur, Path root) throws StaleSaboteurException {
        Map<String, String> texts = new LinkedHashMap<>();
        for (Edit edit : saboteur.edits()) {
            String before = texts.getOrDefault(edit.file(), "");
            String text = before.isEmpty() ? read(root.resolve(edit.file())) : before;
            int at = text.indexOf(edit.text());
            if (at < 0 || text.indexOf(edit.text(), at + 1) >= 0) {
                throw new StaleSaboteurException(
                        "stale saboteur "
                                + saboteur
                                + ": this must stand exactly once in "
                                + edit.file()
                                + ":\n"
                                + edit.text());
            }
            texts.put(edit.file(), text.replace(edit.text(), edit.replacement()));
        }
        Map<String, String> byClass = new LinkedHashMap<>();
        texts.forEach((file, text) -> byClass.put(className(file, text), text));
        return byClass;
    }

    private static String className(String file, String text) {
        Matcher named = PACKAGE.matcher(text);
        String simple = file.substring(file.lastIndexOf('/') + 1).replace(".java", "");
        return named.find() ? named.group(1) + "." + simple : simple;
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
