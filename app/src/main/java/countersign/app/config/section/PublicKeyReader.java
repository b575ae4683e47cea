package countersign.app.config.section;

import countersign.app.config.Located;
import countersign.app.config.toml.Problems;
import countersign.app.config.toml.Section;
import countersign.bytes.Bytes;
import countersign.consensus.KeyType;
import countersign.consensus.PublicKey;

import java.util.Base64;
import java.util.Optional;

/// Reads `public_key`, which says what key a device must have.
record PublicKeyReader(Problems problems) {
    /// The key that the section names, where it names one. What cannot be one is not repeated in
    /// the message: it may be the private key.
    Optional<PublicKey> read(Section section, KeyType type) {
        return section.text("public_key").flatMap(text -> read(text, type));
    }

    private Optional<PublicKey> read(Located<String> text, KeyType type) {
        try {
            return Optional.of(new PublicKey(type, bytes(text.value(), type)));
        } catch (IllegalArgumentException noKey) {
            problems.error(
                    text.line(),
                    "`public_key` is no %s public key".formatted(type.cometName()),
                    "write its %d bytes in base64 or in hex, as `show-pubkey` and nodes print them"
                            .formatted(type.publicKeyBytes()));
            return Optional.empty();
        }
    }

    /// No base64 of these lengths is as long as their hex.
    private static Bytes bytes(String text, KeyType type) {
        return text.length() == 2 * type.publicKeyBytes()
                ? Bytes.ofHex(text)
                : Bytes.of(Base64.getDecoder().decode(text));
    }
}
