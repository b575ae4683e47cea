package countersign.provider.fortanix;

import countersign.bytes.Bytes;
import countersign.consensus.KeyType;
import countersign.consensus.PublicKey;
import countersign.keyring.spi.ProviderException;

import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.sec.SECNamedCurves;
import org.bouncycastle.asn1.sec.SECObjectIdentifiers;
import org.bouncycastle.asn1.x509.SubjectPublicKeyInfo;
import org.bouncycastle.asn1.x9.X9ObjectIdentifiers;

import java.util.Base64;
import java.util.Map;

/// What the service says of a key.
///
/// @param publicKey SubjectPublicKeyInfo in DER and base64
record KeyFacts(String kind, String curve, String publicKey, boolean enabled) {
    private static final ASN1ObjectIdentifier ED25519 = new ASN1ObjectIdentifier("1.3.101.112");

    static KeyFacts of(byte[] answer) throws ProviderException {
        Map<String, String> facts = DsmJson.texts(answer);
        return new KeyFacts(
                facts.getOrDefault("obj_type", ""),
                facts.getOrDefault("elliptic_curve", ""),
                facts.getOrDefault("pub_key", ""),
                !"false".equals(facts.get("enabled")));
    }

    /// The key itself, where it is of the kind that is configured.
    PublicKey publicKey(DsmKey configured) throws ProviderException {
        String wanted =
                switch (configured.type()) {
                    case ED25519 -> "Ed25519";
                    case SECP256K1 -> "SecP256K1";
                };
        if (!kind.equals("EC") || !curve.equalsIgnoreCase(wanted)) {
            throw new ProviderException(
                    "the key %s of Fortanix DSM is of type %s %s, not EC %s"
                            .formatted(configured.reference(), shown(kind), shown(curve), wanted),
                    "`type` is \"consensus\" for Ed25519 and \"account\" for secp256k1; or name"
                            + " another key");
        }
        if (!enabled) {
            throw new ProviderException(
                    "the key %s of Fortanix DSM is disabled".formatted(configured.reference()),
                    "enable it there");
        }
        try {
            return decoded(configured.type());
        } catch (IllegalArgumentException | IllegalStateException noKey) {
            // The second for a point that does not end with a byte.
            throw new ProviderException(
                    "Fortanix DSM showed no %s public key for %s"
                            .formatted(configured.type().cometName(), configured.reference()),
                    "look at the key in Fortanix DSM: its public key must be visible");
        }
    }

    private PublicKey decoded(KeyType type) {
        byte[] der = Base64.getDecoder().decode(publicKey);
        // Of nothing at all BouncyCastle makes a null.
        require(der.length > 0);
        SubjectPublicKeyInfo info = SubjectPublicKeyInfo.getInstance(der);
        ASN1ObjectIdentifier algorithm = info.getAlgorithm().getAlgorithm();
        byte[] bits = info.getPublicKeyData().getOctets();
        return switch (type) {
            case ED25519 -> {
                require(algorithm.equals(ED25519));
                yield new PublicKey(type, Bytes.of(bits));
            }
            case SECP256K1 -> {
                require(algorithm.equals(X9ObjectIdentifiers.id_ecPublicKey));
                require(SECObjectIdentifiers.secp256k1.equals(info.getAlgorithm().getParameters()));
                byte[] point =
                        SECNamedCurves.getByName("secp256k1")
                                .getCurve()
                                .decodePoint(bits)
                                .getEncoded(true);
                yield new PublicKey(type, Bytes.of(point));
            }
        };
    }

    private static void require(boolean right) {
        if (!right) {
            throw new IllegalArgumentException("nothing, or another algorithm");
        }
    }

    private static String shown(String word) {
        return word.matches("[A-Za-z0-9_-]{1,40}") ? word : "(unknown)";
    }
}
