package countersign.tx.text;

import countersign.bytes.Bytes;

import java.nio.charset.StandardCharsets;

/// Text and its bytes.
public final class Texts {
    private Texts() {}

    /// In UTF-8.
    public static Bytes utf8(String text) {
        return Bytes.of(text.getBytes(StandardCharsets.UTF_8));
    }
}
