package countersign.provider.pkcs11;

import countersign.bytes.Bytes;
import countersign.consensus.PublicKey;
import countersign.keyring.spi.ProviderException;
import countersign.keyring.spi.ProviderException.Outcome;
import countersign.provider.pkcs11.cryptoki.Attribute;
import countersign.provider.pkcs11.cryptoki.CryptokiSession;
import countersign.provider.pkcs11.cryptoki.Curve;
import countersign.provider.pkcs11.cryptoki.Template;

import java.util.List;
import java.util.Optional;

/// A private key in a session, and the public key that the token gives out for it. Whether the two
/// belong together shows with the first signature.
///
/// @param object its handle, of this session
record FoundKey(long object, Curve curve, PublicKey publicKey) {
    private static final int ENOUGH = 2;

    /// The one key that is meant; `token` is what errors call the token.
    static FoundKey find(CryptokiSession session, KeySettings wanted, String token)
            throws ProviderException {
        // Some modules refuse to look for a type, so that it is looked at afterwards.
        List<Long> found = session.find(wanted.template(Attribute.PRIVATE_KEY), ENOUGH);
        if (found.size() != 1) {
            throw found.isEmpty() ? missing(wanted, token) : ambiguous(wanted, token);
        }
        long object = found.getFirst();
        Curve curve = Curve.of(wanted.type());
        requireType(session, object, wanted, token);
        if (!session.knows(curve.signing())) {
            String mechanism = curve == Curve.ED25519 ? "CKM_EDDSA" : "CKM_ECDSA";
            throw new ProviderException(
                    token + " does not sign with " + curve.title() + ": it has no " + mechanism,
                    "ask its vendor for a firmware that has; some turn it off in FIPS mode");
        }
        Optional<PublicKey> shown = publicKey(session, object, curve);
        PublicKey key =
                shown.or(wanted::publicKey).orElseThrow(() -> withoutPublicKey(wanted, token));
        if (wanted.publicKey().isPresent() && !wanted.publicKey().get().equals(key)) {
            throw new ProviderException(
                    "%s on %s is another key: its public key is %s"
                            .formatted(wanted, token, key.value()),
                    "put the right key or token in place, or correct `public_key`");
        }
        return new FoundKey(object, curve, key);
    }

    /// The public key of a private one: of the public object that shares its id, or its label where
    /// it has no id, and else of the private object itself, as some tokens have it.
    static Optional<PublicKey> publicKey(CryptokiSession session, long object, Curve curve)
            throws ProviderException {
        Template pair = new Template().with(Attribute.CLASS, Attribute.PUBLIC_KEY);
        Optional<Bytes> id = filled(session, object, Attribute.ID);
        Optional<Bytes> label = filled(session, object, Attribute.LABEL);
        id.ifPresentOrElse(
                value -> pair.with(Attribute.ID, value),
                () -> label.ifPresent(value -> pair.with(Attribute.LABEL, value)));
        List<Long> objects =
                id.isPresent() || label.isPresent() ? session.find(pair, ENOUGH) : List.of();
        Optional<Bytes> point =
                objects.size() == 1
                        ? session.attribute(objects.getFirst(), Attribute.EC_POINT)
                        : Optional.empty();
        Optional<PublicKey> ofPair = point.flatMap(curve::publicKey);
        return ofPair.isPresent()
                ? ofPair
                : session.attribute(object, Attribute.EC_POINT).flatMap(curve::publicKey);
    }

    /// The curve of a key, if it is one that validators have.
    static Optional<Curve> curve(CryptokiSession session, long object) throws ProviderException {
        long type = session.attribute(object, Attribute.KEY_TYPE).map(Template::number).orElse(-1L);
        return Curve.of(type, filled(session, object, Attribute.EC_PARAMS));
    }

    private static void requireType(
            CryptokiSession session, long object, KeySettings wanted, String token)
            throws ProviderException {
        Optional<Curve> curve = curve(session, object);
        Curve needed = Curve.of(wanted.type());
        if (!curve.equals(Optional.of(needed))) {
            String is = curve.map(Curve::title).orElse("neither Ed25519 nor secp256k1");
            throw new ProviderException(
                    wanted + " on " + token + " is " + is + " instead of " + needed.title(),
                    "name another key, or its `algorithm`; `pkcs11 list` shows all keys");
        }
        boolean each =
                session.attribute(object, Attribute.ALWAYS_AUTHENTICATE)
                        .filter(value -> value.length() == 1 && value.at(0) != 0)
                        .isPresent();
        if (each) {
            throw new ProviderException(
                    wanted + " on " + token + " wants the PIN for each signature",
                    "make a key without CKA_ALWAYS_AUTHENTICATE: a validator signs each second");
        }
    }

    private static Optional<Bytes> filled(CryptokiSession session, long object, Attribute attribute)
            throws ProviderException {
        return session.attribute(object, attribute).filter(value -> !value.isEmpty());
    }

    /// Not a plain refusal: a token that lost its files has no keys until it has them again.
    private static ProviderException missing(KeySettings wanted, String token) {
        return new ProviderException(
                Outcome.UNREACHED,
                wanted + " is not on " + token,
                "`pkcs11 list` shows the keys there are, `pkcs11 generate` makes one");
    }

    private static ProviderException ambiguous(KeySettings wanted, String token) {
        return new ProviderException(
                "there are several private keys on " + token + " for " + wanted,
                "give both `key_label` and `key_id`; `pkcs11 list` shows them");
    }

    private static ProviderException withoutPublicKey(KeySettings wanted, String token) {
        return new ProviderException(
                token + " does not show the public key of " + wanted,
                "write it into the configuration as `public_key`");
    }
}
