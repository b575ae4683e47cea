package countersign.tx.text;

import countersign.bytes.Bytes;
import countersign.consensus.Bech32;
import countersign.json.Fields;
import countersign.json.JsonValue;
import countersign.json.Problems;
import countersign.json.Spot;
import countersign.tx.Value;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/// Single values as a service writes them, each in the one way in which the chain would write it
/// again. What is wrong is added to the problems, with its place, and comes back as empty.
public final class Written {
    /// The digits that the Cosmos SDK's decimals have behind the point.
    public static final int DECIMALS = 18;

    /// No number is longer: 2^315, the largest decimal, has 95 digits.
    private static final int NUMBER_CHARS_MAX = 100;

    private static final int INT_BITS_MAX = 256;
    private static final int DEC_BITS_MAX = 315;

    private static final Pattern WHOLE = Pattern.compile("0|-?[1-9][0-9]*");
    private static final Pattern DEC = Pattern.compile("-?(?:0|[1-9][0-9]*)(?:\\.[0-9]{18})?");
    private static final Pattern LOWER_HEX = Pattern.compile("(?:[0-9a-f]{2})*");
    private static final Pattern DENOM = Pattern.compile("[a-zA-Z][a-zA-Z0-9/:._-]{2,127}");

    /// The kinds of whole numbers.
    public enum Range {
        INT32(BigInteger.valueOf(Integer.MIN_VALUE), BigInteger.valueOf(Integer.MAX_VALUE)),
        UINT32(BigInteger.ZERO, BigInteger.TWO.pow(Integer.SIZE).subtract(BigInteger.ONE)),
        INT64(BigInteger.valueOf(Long.MIN_VALUE), BigInteger.valueOf(Long.MAX_VALUE)),
        UINT64(BigInteger.ZERO, BigInteger.TWO.pow(Long.SIZE).subtract(BigInteger.ONE)),
        /// The Cosmos SDK's `Int`.
        INT(
                BigInteger.TWO.pow(INT_BITS_MAX).subtract(BigInteger.ONE).negate(),
                BigInteger.TWO.pow(INT_BITS_MAX).subtract(BigInteger.ONE)),
        /// What a coin may hold.
        AMOUNT(BigInteger.ZERO, BigInteger.TWO.pow(INT_BITS_MAX).subtract(BigInteger.ONE));

        private final BigInteger least;
        private final BigInteger most;

        Range(BigInteger least, BigInteger most) {
            this.least = least;
            this.most = most;
        }
    }

    private final Problems problems;

    public Written(Problems problems) {
        this.problems = problems;
    }

    /// Adds a problem.
    public <T> Optional<T> wrong(Spot at, String what) {
        problems.add(at + ": " + what);
        return Optional.empty();
    }

    public Optional<Value.Text> text(JsonValue json) {
        return quoted(json).map(Value.Text::new);
    }

    public Optional<Value.Flag> flag(JsonValue json) {
        if (json instanceof JsonValue.Word word && !word.word().equals("null")) {
            return Optional.of(new Value.Flag(word.word().equals("true")));
        }
        return wrong(json.at(), "this is " + json.kind() + " instead of true or false");
    }

    /// Within quotes, as every number of 64 bits and more is.
    public Optional<Value.Whole> whole(JsonValue json, Range range) {
        return quoted(json).flatMap(text -> whole(json.at(), text, range));
    }

    /// Without quotes, as smaller ones are.
    public Optional<Value.Whole> bareWhole(JsonValue json, Range range) {
        return json instanceof JsonValue.Numeral number
                ? whole(json.at(), number.written(), range)
                : wrong(json.at(), "this is " + json.kind() + " instead of a number");
    }

    private Optional<Value.Whole> whole(Spot at, String text, Range range) {
        if (text.length() <= NUMBER_CHARS_MAX && WHOLE.matcher(text).matches()) {
            BigInteger number = new BigInteger(text);
            if (number.compareTo(range.least) >= 0 && number.compareTo(range.most) <= 0) {
                return Optional.of(new Value.Whole(number));
            }
        }
        return wrong(
                at,
                Fields.shown(text)
                        + " is no whole number "
                        + (range.least.signum() == 0 ? "from 0" : "")
                        + " of at most "
                        + range.most.bitLength()
                        + " bits");
    }

    /// With 18 digits behind the point or none.
    public Optional<Value.Decimal> decimal(JsonValue json) {
        return quoted(json)
                .flatMap(
                        text -> {
                            if (text.length() <= NUMBER_CHARS_MAX && DEC.matcher(text).matches()) {
                                BigDecimal number = new BigDecimal(text).setScale(DECIMALS);
                                boolean minusZero = number.signum() == 0 && text.startsWith("-");
                                if (!minusZero
                                        && number.unscaledValue().bitLength() <= DEC_BITS_MAX) {
                                    return Optional.of(new Value.Decimal(number));
                                }
                            }
                            return wrong(
                                    json.at(),
                                    Fields.shown(text)
                                            + " is no decimal with 18 digits behind the point, or"
                                            + " none, of at most 315 bits");
                        });
    }

    /// Lower-case hex.
    public Optional<Value.Raw> hex(JsonValue json) {
        return quoted(json)
                .flatMap(
                        text ->
                                LOWER_HEX.matcher(text).matches()
                                        ? Optional.of(new Value.Raw(Bytes.ofHex(text)))
                                        : wrong(json.at(), "this is no lower-case hex"));
    }

    /// Base64 with its padding.
    public Optional<Value.Raw> base64(JsonValue json) {
        return quoted(json)
                .flatMap(
                        text -> {
                            try {
                                byte[] raw = Base64.getDecoder().decode(text);
                                if (Base64.getEncoder().encodeToString(raw).equals(text)) {
                                    return Optional.of(new Value.Raw(Bytes.of(raw)));
                                }
                            } catch (IllegalArgumentException notBase64) {
                                // Said below.
                            }
                            return wrong(json.at(), "this is no base64 with its padding");
                        });
    }

    /// Small letters in bech32, with this prefix and one of these lengths.
    public Optional<Value.Address> address(JsonValue json, String prefix, Set<Integer> lengths) {
        return quoted(json)
                .flatMap(
                        text -> {
                            Bech32.Decoded decoded;
                            try {
                                decoded = Bech32.decode(text);
                            } catch (IllegalArgumentException e) {
                                return wrong(json.at(), String.valueOf(e.getMessage()));
                            }
                            Bytes value = decoded.data();
                            if (!decoded.prefix().equals(prefix)) {
                                return wrong(
                                        json.at(),
                                        "this is no address that begins with " + prefix + "1");
                            }
                            if (!lengths.contains(value.length())) {
                                return wrong(
                                        json.at(),
                                        "an address has not " + value.length() + " bytes");
                            }
                            return Bech32.encode(prefix, value).equals(text)
                                    ? Optional.of(new Value.Address(text, value))
                                    : wrong(json.at(), "addresses are written in small letters");
                        });
    }

    /// What kinds of money are called.
    public static boolean isDenom(String text) {
        return DENOM.matcher(text).matches();
    }

    /// The text of a JSON string that every chain writes in the same way.
    public Optional<String> quoted(JsonValue json) {
        if (!(json instanceof JsonValue.Text text)) {
            return wrong(json.at(), "this is " + json.kind() + " instead of text");
        }
        return isPlain(text.value())
                ? Optional.of(text.value())
                : wrong(json.at(), "control characters or broken Unicode");
    }

    /// Well-formed Unicode without control characters but tab and the ends of lines.
    public static boolean isPlain(String text) {
        return StandardCharsets.UTF_8.newEncoder().canEncode(text)
                && text.chars().allMatch(c -> (c >= ' ' && c != 0x7F) || "\t\n\r".indexOf(c) >= 0);
    }
}
