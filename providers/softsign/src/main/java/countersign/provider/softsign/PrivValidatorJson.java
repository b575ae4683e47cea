package countersign.provider.softsign;

import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.core.util.JsonRecyclerPools;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// The fields of CometBFT's `priv_validator_key.json`, still as text. All five must be there, no
/// name may be there twice, and what else is there is ignored.
///
/// ```
/// {"address": hex, "pub_key": {"type", "value"}, "priv_key": {"type", "value"}}
/// ```
final class PrivValidatorJson implements AutoCloseable {
    private static final String ADDRESS = "address";
    private static final String PUBLIC_TYPE = "pub_key.type";
    private static final String PUBLIC_VALUE = "pub_key.value";
    private static final String PRIVATE_TYPE = "priv_key.type";
    private static final String PRIVATE_VALUE = "priv_key.value";
    // In their order, so that of several that are missing the same is always named.
    private static final List<String> FIELDS =
            List.of(ADDRESS, PUBLIC_TYPE, PUBLIC_VALUE, PRIVATE_TYPE, PRIVATE_VALUE);
    private static final Set<String> OBJECTS = Set.of("pub_key", "priv_key");

    private static final String NEXT =
            "give the priv_validator_key.json that CometBFT wrote for this validator";

    // Nothing is pooled, so that no buffer with a key in it outlives its parser.
    private static final JsonFactory JSON =
            JsonFactory.builder()
                    .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                    .recyclerPool(JsonRecyclerPools.nonRecyclingPool())
                    .streamReadConstraints(
                            StreamReadConstraints.builder()
                                    .maxDocumentLength(SoftKey.FILE_BYTES_MAX)
                                    .maxNestingDepth(8)
                                    .maxNameLength(64)
                                    .build())
                    .build();

    private final Map<String, byte[]> values = new HashMap<>();

    /// Empty until [#fill].
    PrivValidatorJson() {}

    static PrivValidatorJson parse(byte[] contents) throws KeyFileException {
        PrivValidatorJson file = new PrivValidatorJson();
        file.fill(contents);
        return file;
    }

    /// Takes the fields out of the file. Where it throws, what it had taken is wiped.
    void fill(byte[] contents) throws KeyFileException {
        boolean whole = false;
        try (JsonParser in = JSON.createParser(ObjectReadContext.empty(), contents)) {
            read(in);
            requireFields();
            whole = true;
        } catch (JacksonException malformed) {
            // Its message quotes what it stumbled over, which may be a piece of the key.
            throw new KeyFileException(
                    "bad encoding: broken JSON or a repeated name" + place(malformed), NEXT);
        } finally {
            if (!whole) {
                close();
            }
        }
    }

    /// The private key's type, for instance `tendermint/PrivKeyEd25519`.
    String privateType() {
        return text(PRIVATE_TYPE);
    }

    /// Base64; wiped by [#close].
    byte[] privateValue() {
        return value(PRIVATE_VALUE);
    }

    String publicType() {
        return text(PUBLIC_TYPE);
    }

    /// Base64.
    byte[] publicValue() {
        return value(PUBLIC_VALUE);
    }

    /// Hex in either case.
    String address() {
        return text(ADDRESS);
    }

    @Override
    public void close() {
        values.values().forEach(value -> Arrays.fill(value, (byte) 0));
        values.clear();
    }

    private void read(JsonParser in) throws KeyFileException {
        if (in.nextToken() != JsonToken.START_OBJECT) {
            throw new KeyFileException("bad encoding: this is no JSON object", NEXT);
        }
        readObject(in, "");
        if (in.nextToken() != null) {
            throw new KeyFileException("bad encoding: something follows the JSON object", NEXT);
        }
    }

    private void requireFields() throws KeyFileException {
        for (String field : FIELDS) {
            if (!values.containsKey(field)) {
                throw new KeyFileException(
                        "there is no \"" + field + "\" in it: no priv_validator_key.json", NEXT);
            }
        }
    }

    private void readObject(JsonParser in, String path) {
        while (in.nextToken() == JsonToken.PROPERTY_NAME) {
            String name = path + in.currentName();
            JsonToken token = in.nextToken();
            if (token == JsonToken.START_OBJECT && OBJECTS.contains(name)) {
                readObject(in, name + ".");
            } else if (token == JsonToken.VALUE_STRING && FIELDS.contains(name)) {
                values.put(name, characters(in));
            } else {
                in.skipChildren();
            }
        }
    }

    /// Character by character: a `String` with a private key in it could not be wiped. What is not
    /// ASCII becomes a question mark, which is neither base64 nor hex.
    private static byte[] characters(JsonParser in) {
        char[] buffer = in.getStringCharacters();
        int offset = in.getStringOffset();
        byte[] characters = new byte[in.getStringLength()];
        for (int i = 0; i < characters.length; i++) {
            char character = buffer[offset + i];
            characters[i] = (byte) (character < 0x80 ? character : '?');
        }
        Arrays.fill(buffer, offset, offset + characters.length, '\0');
        return characters;
    }

    private String text(String field) {
        return new String(value(field), StandardCharsets.US_ASCII);
    }

    private byte[] value(String field) {
        return values.getOrDefault(field, new byte[0]);
    }

    private static String place(JacksonException malformed) {
        return malformed.getLocation() == null
                ? ""
                : " at line "
                        + malformed.getLocation().getLineNr()
                        + ", column "
                        + malformed.getLocation().getColumnNr();
    }
}
