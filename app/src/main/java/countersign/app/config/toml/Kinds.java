package countersign.app.config.toml;

import org.tomlj.TomlArray;
import org.tomlj.TomlTable;

/// TOML's types in the words of messages.
final class Kinds {
    private Kinds() {}

    static String nameOf(Object value) {
        return nameOf(value.getClass());
    }

    static String nameOf(Class<?> type) {
        if (type == String.class) {
            return "text";
        }
        if (type == Long.class) {
            return "a whole number";
        }
        if (type == Boolean.class) {
            return "true or false";
        }
        if (type == Double.class) {
            return "a fraction";
        }
        if (TomlArray.class.isAssignableFrom(type)) {
            return "a list";
        }
        return TomlTable.class.isAssignableFrom(type) ? "a table" : "a date or time";
    }

    /// How a value of the type is written.
    static String howToWrite(String key, Class<?> type) {
        if (type == String.class) {
            return "put it in double quotes: `" + key + " = \"…\"`";
        }
        if (type == Long.class) {
            return "write only digits, without quotes, point or unit: `" + key + " = 10`";
        }
        if (type == Boolean.class) {
            return "write `" + key + " = true` or `" + key + " = false`, without quotes";
        }
        if (TomlArray.class.isAssignableFrom(type)) {
            return "put it in square brackets: `" + key + " = [\"…\"]`";
        }
        if (TomlTable.class.isAssignableFrom(type)) {
            return "put it in braces: `" + key + " = { … }`";
        }
        return "write the moment without quotes: `" + key + " = 2027-01-31T12:00:00Z`";
    }
}
