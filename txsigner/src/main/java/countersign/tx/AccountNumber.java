package countersign.tx;

import java.util.Optional;

/// What a chain calls an account: they are counted from 0, or, from Cosmos SDK v0.55 on, named by a
/// hash whose topmost bit is set.
///
/// @param bits all 64 of them, none a sign
public record AccountNumber(long bits) {
    /// In decimal digits, as [#toString] has it.
    public static Optional<AccountNumber> parse(String digits) {
        if (!digits.matches("0|[1-9][0-9]*")) {
            return Optional.empty();
        }
        try {
            return Optional.of(new AccountNumber(Long.parseUnsignedLong(digits)));
        } catch (NumberFormatException tooLarge) {
            return Optional.empty();
        }
    }

    @Override
    public String toString() {
        return Long.toUnsignedString(bits);
    }
}
