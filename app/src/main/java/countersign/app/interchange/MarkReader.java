package countersign.app.interchange;

import countersign.app.config.ChainIds;
import countersign.bytes.Bytes;
import countersign.consensus.ChainId;
import countersign.consensus.Hrs;
import countersign.consensus.KeyType;
import countersign.consensus.PublicKey;
import countersign.consensus.Step;
import countersign.json.Fields;
import countersign.json.JsonValue;
import countersign.json.Problems;

import java.util.Arrays;
import java.util.Base64;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.regex.Pattern;

/// Reads one element of `marks`.
final class MarkReader {
    private static final Pattern SHA256 = Pattern.compile("[0-9a-f]{64}");

    private final JsonValue.Members object;
    private final Problems problems;
    private final Fields fields;

    MarkReader(JsonValue.Members object, Problems problems) {
        this.object = object;
        this.problems = problems;
        this.fields = new Fields(object, problems);
    }

    /// The mark, or empty where something was wrong.
    Optional<ForeignMark> read() {
        int before = problems.size();
        Optional<ChainId> chain = fields.text("chain_id").flatMap(this::chain);
        Optional<PublicKey> key = fields.members("public_key").flatMap(this::key);
        OptionalLong height = fields.wholeInText("height", Long.MAX_VALUE);
        OptionalLong round = fields.whole("round", Integer.MAX_VALUE);
        Optional<Step> step = fields.text("step").flatMap(this::step);
        Optional<Bytes> message = fields.optionalText("sign_bytes_sha256").flatMap(this::message);
        fields.refuseOthers();
        if (problems.size() > before) {
            return Optional.empty();
        }
        Hrs place = new Hrs(height.orElseThrow(), (int) round.orElseThrow(), step.orElseThrow());
        return Optional.of(
                new ForeignMark(
                        chain.orElseThrow(), key.orElseThrow(), place, message, object.at()));
    }

    private Optional<ChainId> chain(JsonValue.Text text) {
        return ChainIds.isPlain(text.value())
                ? Optional.of(new ChainId(text.value()))
                : wrong(text, "is no chain id of 1 to 50 letters, digits, `.`, `_` and `-`");
    }

    private Optional<Step> step(JsonValue.Text text) {
        for (Step step : Step.values()) {
            if (word(step).equals(text.value())) {
                return Optional.of(step);
            }
        }
        return wrong(text, "is none of propose, prevote and precommit");
    }

    static String word(Step step) {
        return step.name().toLowerCase(Locale.ROOT);
    }

    private Optional<Bytes> message(JsonValue.Text text) {
        return SHA256.matcher(text.value()).matches()
                ? Optional.of(Bytes.ofHex(text.value()))
                : wrong(text, "is no SHA-256 of 64 hexadecimal digits in small letters");
    }

    private Optional<PublicKey> key(JsonValue.Members object) {
        Fields key = new Fields(object, problems);
        Optional<KeyType> type = key.text("type").flatMap(this::keyType);
        Optional<JsonValue.Text> value = key.text("value");
        key.refuseOthers();
        if (type.isEmpty() || value.isEmpty()) {
            return Optional.empty();
        }
        try {
            byte[] bytes = Base64.getDecoder().decode(value.get().value());
            if (Base64.getEncoder().encodeToString(bytes).equals(value.get().value())) {
                return Optional.of(new PublicKey(type.get(), Bytes.of(bytes)));
            }
            return wrong(value.get(), "is no base64 with padding");
        } catch (IllegalArgumentException e) {
            return wrong(value.get(), "is no key: " + e.getMessage());
        }
    }

    private Optional<KeyType> keyType(JsonValue.Text text) {
        return Arrays.stream(KeyType.values())
                .filter(type -> type.cometName().equals(text.value()))
                .findFirst()
                .or(() -> wrong(text, "is none of ed25519 and secp256k1"));
    }

    private <T> Optional<T> wrong(JsonValue.Text text, String what) {
        fields.wrong(text.at(), Fields.shown(text.value()) + " " + what);
        return Optional.empty();
    }
}
