package countersign.tx.protobuf;

import java.util.List;

/// A message's type as its descriptor has it.
///
/// @param name as `cosmos.bank.v1beta1.MsgSend`
/// @param fields by rising number
/// @param aminoName what it is called in amino JSON, else empty
/// @param aminoEncoding how it is written there where that is peculiar, else empty
/// @param isMap whether it stands for an entry of a map
record MessageType(
        String name, List<Field> fields, String aminoName, String aminoEncoding, boolean isMap) {
    MessageType {
        fields = List.copyOf(fields);
    }

    /// One field.
    ///
    /// @param type of a message or enum: its full name
    record Field(
            String name, int number, Kind kind, boolean repeated, String type, Options options) {
        /// Whether the chain's own type always has it, so that leaving it out means nothing.
        boolean isRequired() {
            boolean isObject = kind == Kind.MESSAGE || isInt() || isScaledDecimal();
            return !repeated && !options.nullable() && isObject;
        }

        /// A whole number of 256 bits as text.
        boolean isInt() {
            return kind == Kind.STRING && options.scalar().equals("cosmos.Int");
        }

        /// A decimal that is text without its point: the number times 10^18.
        boolean isScaledDecimal() {
            return kind == Kind.STRING
                    && options.scalar().equals("cosmos.Dec")
                    && isGoDecimal()
                    && !options.customType().endsWith("BigDec");
        }

        /// Whether Go makes a decimal of it, with as many digits as its type has: 18, unless it is
        /// one that a chain has made itself.
        boolean isGoDecimal() {
            return kind == Kind.STRING && options.customType().endsWith("Dec");
        }

        /// Whether Go makes a whole number of it.
        boolean isGoInt() {
            return kind == Kind.STRING && options.customType().endsWith("Int");
        }

        /// Coins as chains keep them.
        boolean isCoins() {
            return repeated && options.amino().encoding().equals("legacy_coins");
        }
    }

    /// What Cosmos adds to a field.
    ///
    /// @param nullable false where Go's type is the struct itself
    /// @param scalar what kind of text it is, as `cosmos.AddressString`
    /// @param customType Go's type
    /// @param group the name of the group of which one field alone may be there, else empty
    record Options(boolean nullable, String scalar, String customType, String group, Amino amino) {}

    /// How a field stands in amino JSON.
    ///
    /// @param name what it is called there
    /// @param encoding how it is written where that is peculiar, else empty
    /// @param choice what this field of its group is called, else empty
    /// @param keptWhenEmpty whether it is there even then
    record Amino(String name, String encoding, String choice, boolean keptWhenEmpty) {}
}
