package countersign.provider.pkcs11.cryptoki;

import countersign.bytes.Bytes;
import countersign.consensus.KeyType;
import countersign.consensus.PublicKey;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/// The two kinds of key that validators have, as tokens know them.
///
/// Tokens write a curve and a point in several ways, and old keys of one token differ from new
/// ones: a point is plain, in a DER OCTET STRING (tag 04) or in a BIT STRING (tag 03, and a zero).
public enum Curve {
    ED25519(KeyType.ED25519, 0x40, 0x1057, 0x1055),
    SECP256K1(KeyType.SECP256K1, 0x3, 0x1041, 0x1040);

    private static final int OCTET_STRING = 0x04;
    private static final int BIT_STRING = 0x03;

    private static final int COORDINATE_BYTES = 32;
    private static final int UNCOMPRESSED_BYTES = 1 + 2 * COORDINATE_BYTES;
    private static final int UNCOMPRESSED = 0x04;
    private static final int COMPRESSED_EVEN = 0x02;
    private static final int COMPRESSED_ODD = 0x03;

    private final KeyType keyType;
    private final long tokenKeyType;
    private final long signing;
    private final long generating;

    Curve(KeyType keyType, long tokenKeyType, long signing, long generating) {
        this.keyType = keyType;
        this.tokenKeyType = tokenKeyType;
        this.signing = signing;
        this.generating = generating;
    }

    public static Curve of(KeyType type) {
        return switch (type) {
            case ED25519 -> ED25519;
            case SECP256K1 -> SECP256K1;
        };
    }

    /// The curve of a key with this `CKA_KEY_TYPE` and these `CKA_EC_PARAMS`, if it is one of ours.
    /// Some tokens have no parameters at a private key: then the type decides, and the first
    /// signature shows whether that was right.
    public static Optional<Curve> of(long tokenKeyType, Optional<Bytes> parameters) {
        return Arrays.stream(values())
                .filter(curve -> curve.tokenKeyType == tokenKeyType)
                .filter(curve -> parameters.stream().allMatch(curve.parameters()::contains))
                .findFirst();
    }

    /// The type as people call it.
    public String title() {
        return switch (this) {
            case ED25519 -> "Ed25519";
            case SECP256K1 -> "secp256k1";
        };
    }

    /// `CKM_EDDSA` without a parameter, which is plain Ed25519, or `CKM_ECDSA`.
    public long signing() {
        return signing;
    }

    public long generating() {
        return generating;
    }

    /// Every way to write the curve, the commonest first.
    public List<Bytes> parameters() {
        return switch (this) {
            case ED25519 ->
                    List.of(
                            // PrintableString "edwards25519": SoftHSM, yubihsm_pkcs11, pkcs11-tool.
                            Bytes.ofHex("130c656477617264733235353139"),
                            // The OID 1.3.101.112 of RFC 8410: what softhsm2-util imported.
                            Bytes.ofHex("06032b6570"),
                            // The OID 1.3.6.1.4.1.11591.15.1: Luna.
                            Bytes.ofHex("06092b06010401da470f01"));
            case SECP256K1 -> List.of(Bytes.ofHex("06052b8104000a"));
        };
    }

    /// The public key of a `CKA_EC_POINT` in any of its forms; empty where it is none.
    public Optional<PublicKey> publicKey(Bytes point) {
        return candidates(point).flatMap(this::ofPlainPoint);
    }

    /// The point without a header, if it has a length that the curve's points have.
    private Optional<Bytes> candidates(Bytes point) {
        if (isPlain(point.length())) {
            return Optional.of(point);
        }
        int header = point.length() > 2 && point.at(0) == BIT_STRING ? 3 : 2;
        int body = point.length() - header;
        boolean framed =
                isPlain(body)
                        && (header == 3
                                ? point.at(1) == body + 1 && point.at(2) == 0
                                : point.at(0) == OCTET_STRING && point.at(1) == body);
        return framed ? Optional.of(point.slice(header, point.length())) : Optional.empty();
    }

    private boolean isPlain(int length) {
        return switch (this) {
            case ED25519 -> length == COORDINATE_BYTES;
            case SECP256K1 -> length == UNCOMPRESSED_BYTES || length == 1 + COORDINATE_BYTES;
        };
    }

    private Optional<PublicKey> ofPlainPoint(Bytes point) {
        try {
            return switch (this) {
                case ED25519 -> Optional.of(new PublicKey(keyType, point));
                case SECP256K1 -> compressed(point).map(bytes -> new PublicKey(keyType, bytes));
            };
        } catch (IllegalArgumentException notOnTheCurve) {
            return Optional.empty();
        }
    }

    private static Optional<Bytes> compressed(Bytes point) {
        if (point.length() != UNCOMPRESSED_BYTES) {
            return Optional.of(point);
        }
        if (point.at(0) != UNCOMPRESSED) {
            return Optional.empty();
        }
        boolean odd = (point.at(UNCOMPRESSED_BYTES - 1) & 1) != 0;
        Bytes sign = Bytes.of((byte) (odd ? COMPRESSED_ODD : COMPRESSED_EVEN));
        return Optional.of(sign.concat(point.slice(1, 1 + COORDINATE_BYTES)));
    }
}
