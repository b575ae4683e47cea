package countersign.tx.schema;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/// What a field holds, and how it stands in JSON and in amino.
public sealed interface FieldType {
    /// Types that are complete by their name.
    enum Simple implements FieldType {
        /// Lower-case hex in JSON.
        BYTES("bytes"),
        /// Bytes that are base64 in JSON.
        BASE64("base64"),
        STRING("string"),
        /// 20 bytes; bech32 with the prefix of accounts in JSON.
        ACC_ADDRESS("sdk.AccAddress"),
        /// 20 bytes; bech32 with the prefix of validators in JSON.
        VAL_ADDRESS("sdk.ValAddress"),
        /// 18 digits behind the point; the number times 10^18 in amino.
        DEC("sdk.Dec"),
        /// A number of 256 bits and a sign, as text.
        INT("sdk.Int"),
        /// A varint; text in JSON.
        INT64("int64"),
        /// A varint; text in JSON.
        UINT64("uint64"),
        /// A varint; a number in JSON.
        INT32("int32"),
        /// A varint; a number in JSON.
        UINT32("uint32"),
        BOOL("bool"),
        COIN("sdk.Coin"),
        COINS("sdk.Coins"),
        /// Any type that is defined, behind its name.
        MESSAGE("sdk.Msg");

        private final String written;

        Simple(String written) {
            this.written = written;
        }

        /// As a schema file names it.
        public String written() {
            return written;
        }

        static Optional<Simple> of(String written) {
            for (Simple type : values()) {
                if (type.written.equals(written)) {
                    return Optional.of(type);
                }
            }
            return Optional.empty();
        }
    }

    /// Several of one type, which is no list and not `sdk.Coins`.
    record ListOf(FieldType element) implements FieldType {}

    /// A struct that the schema has by this name.
    record StructOf(String name) implements FieldType {}

    /// One of several names, a small number in amino.
    record Choice(Map<String, Integer> numbers) implements FieldType {
        public Choice {
            numbers = new LinkedHashMap<>(numbers);
        }
    }
}
