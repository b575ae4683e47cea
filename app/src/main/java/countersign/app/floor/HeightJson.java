package countersign.app.floor;

import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.core.json.JsonFactory;

import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/// The two texts that hold a chain's height: what a node answers to `/status`, and what a
/// `state_hook` prints. Both come from outside: a member that is needed and missing, double or of
/// another type is refused, one that is not needed is ignored.
final class HeightJson {
    private static final int NESTING_MAX = 32;
    private static final int HEIGHT_DIGITS_MAX = 19;
    private static final JsonFactory JSON =
            JsonFactory.builder()
                    .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                    .streamReadConstraints(
                            StreamReadConstraints.builder().maxNestingDepth(NESTING_MAX).build())
                    .build();

    /// What a node says of itself. `catchingUp` means that the chain is higher.
    record Status(String network, long height, boolean catchingUp) {}

    /// Takes one value, whose first token the parser is at.
    private interface Value {
        void read(JsonParser json) throws WitnessException;
    }

    private HeightJson() {}

    /// The answer to `/status`, of every version since v0.34.
    static Status status(byte[] body) throws WitnessException {
        Answer answer = new Answer();
        Map<String, Value> node = Map.of("network", json -> answer.network = text(json));
        Map<String, Value> sync =
                Map.of(
                        "latest_block_height", json -> answer.height = height(json),
                        "catching_up", json -> answer.catchingUp = flag(json));
        Map<String, Value> result =
                Map.of(
                        "node_info", json -> object(json, node),
                        "sync_info", json -> object(json, sync));
        document(body, Map.of("result", json -> object(json, result)));
        return new Status(answer.network, answer.height, answer.catchingUp);
    }

    /// `{"latest_block_height":"347290"}`.
    static long latestBlockHeight(byte[] output) throws WitnessException {
        Answer answer = new Answer();
        document(output, Map.of("latest_block_height", json -> answer.height = height(json)));
        return answer.height;
    }

    private static void document(byte[] text, Map<String, Value> wanted) throws WitnessException {
        try (JsonParser json = JSON.createParser(ObjectReadContext.empty(), text)) {
            json.nextToken();
            object(json, wanted);
            if (json.nextToken() != null) {
                throw new WitnessException("more follows its JSON");
            }
        } catch (JacksonException e) {
            throw new WitnessException("it is not JSON: " + e.getOriginalMessage(), e);
        }
    }

    /// Every one of `wanted` must be there.
    private static void object(JsonParser json, Map<String, Value> wanted) throws WitnessException {
        if (json.currentToken() != JsonToken.START_OBJECT) {
            throw new WitnessException("it lacks an object where one belongs");
        }
        Set<String> missing = new HashSet<>(wanted.keySet());
        while (json.nextToken() == JsonToken.PROPERTY_NAME) {
            String name = json.currentName();
            Value value = wanted.getOrDefault(name, JsonParser::skipChildren);
            json.nextToken();
            value.read(json);
            missing.remove(name);
        }
        if (!missing.isEmpty()) {
            throw new WitnessException("it lacks " + String.join(", ", missing));
        }
    }

    private static String text(JsonParser json) throws WitnessException {
        if (json.currentToken() != JsonToken.VALUE_STRING) {
            throw new WitnessException(json.currentName() + " is not text");
        }
        return json.getString();
    }

    /// A height is text, as everywhere in CometBFT's JSON.
    private static long height(JsonParser json) throws WitnessException {
        String digits = text(json);
        if (!digits.matches("[0-9]{1," + HEIGHT_DIGITS_MAX + "}")) {
            throw new WitnessException(json.currentName() + " is no height");
        }
        try {
            return Long.parseLong(digits);
        } catch (NumberFormatException e) {
            throw new WitnessException(json.currentName() + " is no height", e);
        }
    }

    private static boolean flag(JsonParser json) throws WitnessException {
        return switch (json.currentToken()) {
            case VALUE_TRUE -> true;
            case VALUE_FALSE -> false;
            case null, default ->
                    throw new WitnessException(json.currentName() + " is not true or false");
        };
    }

    /// Filled while it is read; complete once nothing is missing.
    private static final class Answer {
        private String network = "";
        private long height;
        private boolean catchingUp;
    }
}
