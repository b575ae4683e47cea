package countersign.json;

import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.core.TokenStreamLocation;
import tools.jackson.core.json.JsonFactory;

import java.io.ByteArrayInputStream;
import java.io.InputStreamReader;
import java.io.Reader;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CoderResult;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/// Reads one document: UTF-8, no name twice in an object, nothing behind it.
public final class JsonDocument {
    /// Where the library thinks it is, which this one says better.
    private static final Pattern PLACE = Pattern.compile(" \\(start marker at .*\\)$");

    /// How deep a document may be nested.
    public static final int DEPTH_MAX = 16;

    /// How many values a document may have, whatever its length: each takes some 200 bytes.
    public static final int VALUES_MAX = 120_000;

    private static final int NAME_CHARS_MAX = 256;
    private static final int NUMBER_CHARS_MAX = 64;

    private static final JsonFactory JSON =
            JsonFactory.builder()
                    .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                    .streamReadConstraints(
                            StreamReadConstraints.builder()
                                    .maxNestingDepth(DEPTH_MAX)
                                    .maxNameLength(NAME_CHARS_MAX)
                                    .maxNumberLength(NUMBER_CHARS_MAX)
                                    .build())
                    .build();

    private static final int CHUNK_CHARS = 8 * 1024;

    private final JsonParser json;
    private final int valuesMax;
    // Where the reading has got to, for what is no JSON from there on.
    private String path = "$";
    private int values;

    private JsonDocument(JsonParser json, int valuesMax) {
        this.json = json;
        this.valuesMax = valuesMax;
    }

    /// The document that `contents` are. Whoever read them has limited their length.
    public static JsonValue parse(byte[] contents) throws JsonException {
        return parse(contents, VALUES_MAX);
    }

    /// As [#parse(byte[])], with a limit of its own.
    ///
    /// @param valuesMax at most [#VALUES_MAX]
    public static JsonValue parse(byte[] contents, int valuesMax) throws JsonException {
        requireUtf8(contents);
        // Characters as they are wanted: all at once would take three times what the bytes do.
        Reader text =
                new InputStreamReader(new ByteArrayInputStream(contents), StandardCharsets.UTF_8);
        try (JsonParser json = JSON.createParser(ObjectReadContext.empty(), text)) {
            return new JsonDocument(json, Math.min(valuesMax, VALUES_MAX)).document();
        }
    }

    /// Readers put a sign of their own in the place of what is not UTF-8.
    private static void requireUtf8(byte[] contents) throws JsonException {
        CharsetDecoder decoder = StandardCharsets.UTF_8.newDecoder();
        ByteBuffer in = ByteBuffer.wrap(contents);
        CharBuffer out = CharBuffer.allocate(CHUNK_CHARS);
        CoderResult result;
        do {
            out.clear();
            result = decoder.decode(in, out, true);
        } while (result.isOverflow());
        if (result.isError()) {
            throw new JsonException(new Spot("$", 1, 1), "this is not UTF-8");
        }
    }

    private JsonValue document() throws JsonException {
        try {
            if (json.nextToken() == null) {
                throw new JsonException(spot("$"), "there is nothing in it");
            }
            JsonValue whole = value("$");
            path = "$";
            if (json.nextToken() != null) {
                throw new JsonException(spot("$"), "something follows the end of it");
            }
            return whole;
        } catch (JacksonException e) {
            throw new JsonException(
                    spot(e), OneLine.of(PLACE.matcher(e.getOriginalMessage()).replaceAll("")));
        }
    }

    private JsonValue value(String at) throws JsonException {
        path = at;
        Spot spot = spot(at);
        values++;
        if (values > valuesMax) {
            throw new JsonException(spot, "there are more than " + valuesMax + " values");
        }
        return switch (json.currentToken()) {
            case START_OBJECT -> members(spot);
            case START_ARRAY -> items(spot);
            case VALUE_STRING -> new JsonValue.Text(spot, json.getString());
            case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT ->
                    new JsonValue.Numeral(spot, json.getString());
            case VALUE_TRUE, VALUE_FALSE, VALUE_NULL -> new JsonValue.Word(spot, json.getString());
            case END_OBJECT, END_ARRAY, PROPERTY_NAME, VALUE_EMBEDDED_OBJECT, NOT_AVAILABLE ->
                    throw new IllegalStateException("no value begins with " + json.currentToken());
        };
    }

    private JsonValue members(Spot spot) throws JsonException {
        Map<String, JsonValue> members = new LinkedHashMap<>();
        while (json.nextToken() == JsonToken.PROPERTY_NAME) {
            String name = json.currentName();
            json.nextToken();
            members.put(name, value(spot.member(OneLine.of(name))));
            path = spot.path();
        }
        return new JsonValue.Members(spot, members);
    }

    private JsonValue items(Spot spot) throws JsonException {
        List<JsonValue> items = new ArrayList<>();
        while (json.nextToken() != JsonToken.END_ARRAY) {
            items.add(value(spot.item(items.size())));
            path = spot.path();
        }
        return new JsonValue.Items(spot, items);
    }

    private Spot spot(String at) {
        return spot(at, json.currentTokenLocation());
    }

    private Spot spot(JacksonException e) {
        TokenStreamLocation found = e.getLocation();
        return spot(path, found == null ? json.currentLocation() : found);
    }

    private static Spot spot(String at, TokenStreamLocation found) {
        return new Spot(at, Math.max(1, found.getLineNr()), Math.max(1, found.getColumnNr()));
    }
}
