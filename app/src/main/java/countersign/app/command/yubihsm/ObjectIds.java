package countersign.app.command.yubihsm;

import countersign.app.shell.Failure;

import java.util.Locale;
import java.util.OptionalInt;

/// Ids of keys as they are typed: `1` or `0x0001`.
final class ObjectIds {
    private static final int ID_MAX = 0xfffe;

    private ObjectIds() {}

    /// An option's or argument's id. `what` is what it is called: `key ID`.
    static int of(String typed, String what) throws Failure {
        return read(typed)
                .orElseThrow(
                        () -> Failure.usage("couldn't parse " + what + ": " + typed, advice()));
    }

    /// The id of the key to generate, whose mistakes have another exit code in tmkms.
    static int operand(String typed) throws Failure {
        return read(typed)
                .orElseThrow(() -> Failure.operand("couldn't parse key ID: " + typed, advice()));
    }

    /// As operators know it: `0x0001`.
    static String text(int id) {
        return "0x%04x".formatted(id);
    }

    private static OptionalInt read(String typed) {
        String digits = typed.toLowerCase(Locale.ROOT);
        boolean hex = digits.matches("0x[0-9a-f]{1,4}");
        if (!hex && !digits.matches("[0-9]{1,5}")) {
            return OptionalInt.empty();
        }
        int id = hex ? Integer.parseInt(digits.substring(2), 16) : Integer.parseInt(digits);
        return id >= 1 && id <= ID_MAX ? OptionalInt.of(id) : OptionalInt.empty();
    }

    private static String advice() {
        return "an id is 1 to 65534, or 0x0001 to 0xfffe";
    }
}
