package countersign.app.config.toml;

import countersign.app.config.Located;

import org.jspecify.annotations.Nullable;
import org.tomlj.TomlArray;
import org.tomlj.TomlPosition;
import org.tomlj.TomlTable;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.function.Function;

/// One table of the file while it is read. Every key that is asked for counts as known; whatever is
/// wrong with its value is reported here, once, and the value then counts as missing.
public final class Section {
    private final TomlTable table;
    private final String title;
    private final int line;
    private final Problems problems;
    private final Set<String> known = new LinkedHashSet<>();
    private final Map<String, String> missing = new LinkedHashMap<>();

    /// `title` is how messages call the table, as in `[[validator]]`.
    public Section(TomlTable table, String title, int line, Problems problems) {
        this.table = table;
        this.title = title;
        this.line = line;
        this.problems = problems;
    }

    /// The same table under another name.
    public Section titled(String other) {
        return new Section(table, other, line, problems);
    }

    public String title() {
        return title;
    }

    /// The line of the header.
    public int line() {
        return line;
    }

    /// Text that is not empty, where the key is there.
    public Optional<Located<String>> text(String key) {
        return value(key, String.class).flatMap(found -> filled(key, found));
    }

    /// Text that must be there. `example` is a value to suggest where it is not.
    public Optional<Located<String>> requiredText(String key, String example) {
        require(key, "\"" + example + "\"");
        return text(key);
    }

    public boolean flag(String key, boolean otherwise) {
        return value(key, Boolean.class).map(Located::value).orElse(otherwise);
    }

    /// A whole number within bounds.
    public OptionalLong number(String key, long min, long max) {
        Optional<Located<Long>> found = value(key, Long.class);
        if (found.isEmpty()) {
            return OptionalLong.empty();
        }
        long number = found.get().value();
        if (number < min || number > max) {
            String bounds = max == Long.MAX_VALUE ? "at least " + min : min + " to " + max;
            problems.error(
                    found.get().line(),
                    "`%s = %d` in %s is out of range".formatted(key, number, title),
                    "it must be " + bounds);
            return OptionalLong.empty();
        }
        return OptionalLong.of(number);
    }

    /// A whole number that must be there.
    public OptionalLong requiredNumber(String key, long min, long max) {
        require(key, Long.toString(min));
        return number(key, min, max);
    }

    /// One of a closed set of words, where the key is there and has one of them.
    public <T> Optional<T> choice(String key, List<T> choices, Function<T, String> word) {
        Optional<Located<String>> found = text(key);
        if (found.isEmpty()) {
            return Optional.empty();
        }
        String typed = found.get().value();
        for (T choice : choices) {
            if (word.apply(choice).equals(typed)) {
                return Optional.of(choice);
            }
        }
        List<String> words = choices.stream().map(word).toList();
        problems.error(
                found.get().line(),
                "unknown `%s` in %s: %s".formatted(key, title, SourceText.quoted(typed)),
                NearestName.of(typed, words)
                        .map(near -> "did you mean \"" + near + "\"?")
                        .orElse("it must be one of: " + String.join(", ", words)));
        return Optional.empty();
    }

    /// A list that must be there and hold at least one text.
    public List<Located<String>> requiredTexts(String key, String example) {
        require(key, "[\"" + example + "\"]");
        Optional<Located<TomlArray>> found = value(key, TomlArray.class);
        if (found.isPresent() && found.get().value().isEmpty()) {
            problems.error(
                    found.get().line(),
                    "`%s` in %s is empty".formatted(key, title),
                    "write at least one, as in `%s = [\"%s\"]`".formatted(key, example));
        }
        List<Located<String>> texts =
                found.map(array -> textsOf(key, array.value())).orElse(List.of());
        return texts.stream().flatMap(text -> filled(key, text).stream()).toList();
    }

    /// A list of texts, where the key is there; it and they may be empty.
    public Optional<List<Located<String>>> texts(String key) {
        return value(key, TomlArray.class).map(array -> textsOf(key, array.value()));
    }

    private List<Located<String>> textsOf(String key, TomlArray array) {
        List<Located<String>> texts = new ArrayList<>();
        for (int i = 0; i < array.size(); i++) {
            int at = lineOf(array.inputPositionOf(i));
            Object element = array.get(i);
            if (element instanceof String text) {
                texts.add(new Located<>(text, at));
            } else {
                problems.error(
                        at,
                        "`%s` in %s may hold only text, not %s"
                                .formatted(key, title, Kinds.nameOf(element)),
                        "put each element in double quotes: [\"a\", \"b\"]");
            }
        }
        return texts;
    }

    /// A table within this one, such as `key_format = { … }`, where it is there.
    public Optional<Section> table(String key) {
        return value(key, TomlTable.class)
                .map(inner -> new Section(inner.value(), innerTitle(key), inner.line(), problems));
    }

    /// A table that must be there. `example` is what to suggest where it is not.
    public Optional<Section> requiredTable(String key, String example) {
        require(key, example);
        return table(key);
    }

    private String innerTitle(String key) {
        return "`" + key + "` of " + title;
    }

    /// The tables of an array of tables, none where it is not there. `innerTitle` is how messages
    /// call each, as in `[[validator]]`, which is also how to write one.
    public List<Section> tables(String key, String innerTitle) {
        known.add(key);
        Object found = table.get(List.of(key));
        if (found == null) {
            return List.of();
        }
        if (found instanceof TomlArray array) {
            return tablesOf(array, innerTitle);
        }
        int at = lineOf(key);
        if (!(found instanceof TomlTable single)) {
            refuseElement(at, innerTitle, found);
            return List.of();
        }
        String written = innerTitle.replace("[[", "[").replace("]]", "]");
        problems.error(
                at,
                written + " must have double brackets",
                "write " + innerTitle + ", also where there is only one");
        return List.of(new Section(single, innerTitle, at, problems));
    }

    private List<Section> tablesOf(TomlArray array, String innerTitle) {
        List<Section> sections = new ArrayList<>();
        for (int i = 0; i < array.size(); i++) {
            int at = lineOf(array.inputPositionOf(i));
            if (array.get(i) instanceof TomlTable inner) {
                sections.add(new Section(inner, innerTitle, at, problems));
            } else {
                refuseElement(at, innerTitle, array.get(i));
            }
        }
        return sections;
    }

    private void refuseElement(int at, String innerTitle, Object found) {
        problems.error(
                at,
                innerTitle + " must be a table, not " + Kinds.nameOf(found),
                innerTitle.startsWith("[[")
                        ? "write its keys, each as `key = value`, below a line " + innerTitle
                        : "write each as { … }, all of them between [ and ]");
    }

    /// Whether the key is there, whatever its value.
    public boolean has(String key) {
        known.add(key);
        return table.contains(List.of(key));
    }

    /// The line of the key, or of the header where it is not there.
    public int lineOf(String key) {
        return has(key) ? lineOf(table.inputPositionOf(List.of(key))) : line;
    }

    /// The value of a key, where it is there and has the type.
    public <T> Optional<Located<T>> value(String key, Class<T> type) {
        known.add(key);
        Object found = table.get(List.of(key));
        if (found == null) {
            return Optional.empty();
        }
        int at = lineOf(key);
        if (type.isInstance(found)) {
            return Optional.of(new Located<>(type.cast(found), at));
        }
        problems.error(
                at,
                "`%s` in %s must be %s, not %s"
                        .formatted(key, title, Kinds.nameOf(type), Kinds.nameOf(found)),
                Kinds.howToWrite(key, type));
        return Optional.empty();
    }

    /// Whether the key holds a value of the type; for the few keys that may hold several.
    public boolean holds(String key, Class<?> type) {
        return has(key) && type.isInstance(table.get(List.of(key)));
    }

    /// To be called when every key was asked for: reports the others as errors.
    public void refuseOthers() {
        refuseGaps();
        for (String key : table.keySet()) {
            if (!known.contains(key)) {
                problems.error(
                        lineOf(table.inputPositionOf(List.of(key))),
                        "unknown key %s in %s".formatted(SourceText.quoted(key), title),
                        KnownKeys.hintFor(key, known));
            }
        }
    }

    /// As [#refuseOthers], but only warns: tmkms accepts anything in this table.
    public void ignoreOthers() {
        // A misspelling is only warned of here, so that it does not stand for what is missing.
        missing.forEach(this::refuseGap);
        for (String key : table.keySet()) {
            if (!known.contains(key)) {
                problems.warn(
                        lineOf(table.inputPositionOf(List.of(key))),
                        "%s in %s means nothing and is ignored"
                                .formatted(SourceText.quoted(key), title),
                        KnownKeys.hintFor(key, known));
            }
        }
    }

    /// Demands a key. `example` is a value to suggest, as TOML.
    public void require(String key, String example) {
        if (!has(key)) {
            missing.put(key, example);
        }
    }

    /// Reports the required keys that are not there, except those that are only misspelled: the
    /// misspelling is reported as such. The other ways to end reading do this too.
    public void refuseGaps() {
        missing.forEach(
                (key, example) -> {
                    if (!hasLike(key)) {
                        refuseGap(key, example);
                    }
                });
    }

    private void refuseGap(String key, String example) {
        problems.error(
                line,
                "`%s` is missing in %s".formatted(key, title),
                "add a line like `%s = %s`".formatted(key, example));
    }

    /// Whether a key is there that nobody asked for and that may be a misspelling of `key`.
    public boolean hasLike(String key) {
        return table.keySet().stream()
                .anyMatch(
                        other ->
                                !known.contains(other)
                                        && NearestName.of(other, known).equals(Optional.of(key)));
    }

    private Optional<Located<String>> filled(String key, Located<String> found) {
        if (found.value().isBlank()) {
            problems.error(
                    found.line(),
                    "`%s` in %s is empty".formatted(key, title),
                    "write its value between the quotes, or delete the line");
            return Optional.empty();
        }
        return Optional.of(found);
    }

    private int lineOf(@Nullable TomlPosition position) {
        return position == null ? line : position.line();
    }
}
