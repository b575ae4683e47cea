package countersign.provider.pkcs11;

import countersign.bytes.Bytes;
import countersign.bytes.Check;
import countersign.consensus.KeyType;
import countersign.consensus.PublicKey;
import countersign.provider.pkcs11.cryptoki.Attribute;
import countersign.provider.pkcs11.cryptoki.Template;

import java.util.Optional;

/// Which key of a token is meant. At least one of label and id is there.
///
/// @param label its `CKA_LABEL`
/// @param id its `CKA_ID`
/// @param publicKey what its public key must be; needed where the token does not show it
public record KeySettings(
        Optional<String> label, Optional<Bytes> id, KeyType type, Optional<PublicKey> publicKey) {
    public KeySettings {
        Check.that(label.isPresent() || id.isPresent(), "a key is called something");
        Check.that(publicKey.stream().allMatch(key -> key.type() == type), "one type for a key");
    }

    /// The same key, which must have this public key from now on.
    KeySettings pinned(PublicKey key) {
        return new KeySettings(label, id, type, Optional.of(key));
    }

    /// What the key's objects of a class have.
    Template template(long objectClass) {
        Template template = new Template().with(Attribute.CLASS, objectClass);
        label.ifPresent(text -> template.with(Attribute.LABEL, text));
        id.ifPresent(bytes -> template.with(Attribute.ID, bytes));
        return template;
    }

    /// What errors call it: ``the key `validator` with id 01``.
    @Override
    public String toString() {
        String named = label.map(text -> " `" + text + "`").orElse("");
        return "the key" + named + id.map(bytes -> " with id " + bytes.hex()).orElse("");
    }
}
