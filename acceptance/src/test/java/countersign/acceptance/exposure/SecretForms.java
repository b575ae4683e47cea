package countersign.acceptance.exposure;

import countersign.bytes.Bytes;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;

/// An Ed25519 key as it might turn up where it does not belong: its seed, and the scalar and the
/// prefix that the seed expands to.
record SecretForms(Map<String, Bytes> parts) {
    private static final int HALF_BYTES = 32;
    private static final String BECH32 = "qpzry9x8gf2tvdw0s3jn54khce6mua7l";
    private static final int BECH32_BITS = 5;

    /// The forms of the key in a key file of the program's own.
    static SecretForms ofKeyFile(Path file) throws IOException, NoSuchAlgorithmException {
        return ofSeed(Base64.getDecoder().decode(Files.readString(file).strip()));
    }

    static SecretForms ofSeed(byte[] seed) throws NoSuchAlgorithmException {
        byte[] expanded = MessageDigest.getInstance("SHA-512").digest(seed);
        Map<String, Bytes> parts = new LinkedHashMap<>();
        parts.put("seed", Bytes.of(seed));
        parts.put("unclamped scalar", Bytes.of(expanded, 0, HALF_BYTES));
        parts.put("prefix", Bytes.of(expanded, HALF_BYTES, HALF_BYTES));
        expanded[0] &= (byte) 0xF8;
        expanded[HALF_BYTES - 1] &= 0x7F;
        expanded[HALF_BYTES - 1] |= 0x40;
        parts.put("scalar", Bytes.of(Arrays.copyOf(expanded, HALF_BYTES)));
        return new SecretForms(parts);
    }

    /// Every part, raw and as text.
    Map<String, Bytes> encodings() {
        Map<String, Bytes> all = new LinkedHashMap<>();
        parts.forEach(
                (part, bytes) -> {
                    all.put(part, bytes);
                    all.put(part + " in hex", text(bytes.hex()));
                    all.put(part + " in HEX", text(bytes.upperHex()));
                    all.put(part + " in base64", text(base64(bytes)));
                    all.put(part + " in bech32", text(bech32(bytes)));
                });
        return all;
    }

    /// What is counted in memory: every part raw, and the text of the key file.
    Map<String, Bytes> inMemory() {
        Map<String, Bytes> all = new LinkedHashMap<>(parts);
        parts.forEach(
                (part, bytes) -> {
                    if (part.equals("seed")) {
                        all.put("seed in base64", text(base64(bytes)));
                    }
                });
        return all;
    }

    private static Bytes text(String text) {
        return Bytes.of(text.getBytes(StandardCharsets.US_ASCII));
    }

    /// Without the last character and its padding, which depend on what follows.
    private static String base64(Bytes bytes) {
        String encoded = Base64.getEncoder().withoutPadding().encodeToString(bytes.toArray());
        return encoded.substring(0, encoded.length() - 1);
    }

    /// The characters of the data, without what stands before and the checksum, and without the
    /// last one, which depends on what follows.
    private static String bech32(Bytes bytes) {
        StringBuilder text = new StringBuilder();
        for (int bit = 0; bit + BECH32_BITS <= bytes.length() * Byte.SIZE; bit += BECH32_BITS) {
            int digit = 0;
            for (int i = bit; i < bit + BECH32_BITS; i++) {
                int shift = Byte.SIZE - 1 - i % Byte.SIZE;
                digit = (digit << 1) | ((bytes.at(i / Byte.SIZE) >> shift) & 1);
            }
            text.append(BECH32.charAt(digit));
        }
        return text.toString();
    }
}
