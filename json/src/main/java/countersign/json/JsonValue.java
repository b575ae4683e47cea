package countersign.json;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// One value of a document, and where it stands.
public sealed interface JsonValue {
    Spot at();

    /// What it is, with its article.
    String kind();

    /// An object; no name is there twice.
    record Members(Spot at, Map<String, JsonValue> values) implements JsonValue {
        public Members {
            values = new LinkedHashMap<>(values);
        }

        @Override
        public String kind() {
            return "an object";
        }
    }

    /// A list.
    record Items(Spot at, List<JsonValue> values) implements JsonValue {
        public Items {
            values = List.copyOf(values);
        }

        @Override
        public String kind() {
            return "a list";
        }
    }

    record Text(Spot at, String value) implements JsonValue {
        @Override
        public String kind() {
            return "text";
        }
    }

    /// A number as it is written, of any size.
    record Numeral(Spot at, String written) implements JsonValue {
        @Override
        public String kind() {
            return "a number";
        }
    }

    /// `true`, `false` or `null`.
    record Word(Spot at, String word) implements JsonValue {
        @Override
        public String kind() {
            return word;
        }
    }
}
