package countersign.provider.pkcs11.cryptoki;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.charset.StandardCharsets;

/// What a token says of itself, without control characters.
///
/// @param slot the id of the slot it is in, which may be another one tomorrow
/// @param flags `CKF_…` of `CK_TOKEN_INFO`
public record TokenFacts(
        long slot, String label, String manufacturer, String model, String serial, long flags) {
    private static final long INITIALIZED = 0x400;
    private static final long FINAL_TRY = 0x20000;
    private static final long PIN_LOCKED = 0x40000;

    /// The size of `CK_TOKEN_INFO`, with its padding.
    public static final long BYTES = 208;

    private static final long FLAGS_AT = 96;

    /// Reads a `CK_TOKEN_INFO`.
    public static TokenFacts of(long slot, MemorySegment info) {
        return new TokenFacts(
                slot,
                text(info, 0, 32),
                text(info, 32, 32),
                text(info, 64, 16),
                text(info, 80, 16),
                info.get(ValueLayout.JAVA_LONG, FLAGS_AT));
    }

    /// Whether there is anything on it.
    public boolean isInitialized() {
        return (flags & INITIALIZED) != 0;
    }

    /// Whether one more wrong PIN would lock it.
    public boolean hasOneTryLeft() {
        return (flags & FINAL_TRY) != 0;
    }

    public boolean isLocked() {
        return (flags & PIN_LOCKED) != 0;
    }

    /// Text of a fixed length, padded with blanks.
    private static String text(MemorySegment info, long at, int length) {
        byte[] bytes = info.asSlice(at, length).toArray(ValueLayout.JAVA_BYTE);
        return printable(new String(bytes, StandardCharsets.UTF_8)).stripTrailing();
    }

    /// What may go to a terminal or a log, whatever a token holds.
    public static String printable(String text) {
        return text.replaceAll("[\\p{Cntrl}\\uFFFD]", "?");
    }
}
