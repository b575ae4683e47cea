package countersign.provider.softsign;

import countersign.bytes.Bytes;
import countersign.consensus.KeyType;
import countersign.consensus.PublicKey;

import java.security.SecureRandom;
import java.util.Arrays;
import java.util.Base64;

/// A private key read from the contents of a file. It cannot sign: that takes the handle that a
/// [SoftsignProvider] opens.
///
/// What a base64 file may hold, by the number of its bytes:
///
/// | bytes | key |
/// | --- | --- |
/// | 32 | Ed25519 seed, or secp256k1 scalar |
/// | 64 | Ed25519 seed and public key, where the halves fit (as in `priv_validator_key.json`) |
/// | 64 | else expanded Ed25519 key: scalar, nonce prefix (tmkms 0.15) |
/// | 96 | YubiHSM export: scalar big-endian, nonce prefix, public key |
///
/// Seed and public key are read as what they say they are: a public half that fits cannot be
/// chance. tmkms 0.15 takes such a file for an expanded key and signs with a key that nobody meant,
/// and so [#warning] speaks of it.
public final class SoftKey implements AutoCloseable {
    /// No file of a key is larger.
    public static final int FILE_BYTES_MAX = 64 * 1024;

    private static final int ED25519_PUBLIC_BYTES = 32;
    private static final int EXPORT_BYTES = Ed25519Expanded.EXPANDED_BYTES + ED25519_PUBLIC_BYTES;

    private static final String SEED_AND_PUBLIC_KEY_WARNING =
            "the file holds a seed and its public key, as priv_validator_key.json does: using the"
                    + " seed. tmkms 0.15 would sign with another key. Write the file anew with the"
                    + " seed alone to end this warning";

    private final PrivateKey privateKey;
    private final String warning;

    private SoftKey(PrivateKey privateKey, String warning) {
        this.privateKey = privateKey;
        this.warning = warning;
    }

    /// Reads tmkms' format: base64 on one line. The caller wipes `contents`.
    public static SoftKey ofBase64(KeyType type, byte[] contents) throws KeyFileException {
        requireSize(contents);
        if (contents.length > 0 && contents[0] == '{') {
            throw new KeyFileException(
                    "bad encoding: this is JSON, not base64",
                    "configure the key format json, or import the file");
        }
        byte[] secret = Base64Text.decode(contents);
        try {
            return ofSecret(type, secret);
        } finally {
            Arrays.fill(secret, (byte) 0);
        }
    }

    /// Reads what a base64 file holds, without the base64. The caller wipes `secret`.
    public static SoftKey ofSecret(KeyType type, byte[] secret) throws KeyFileException {
        return switch (type) {
            case ED25519 -> ed25519(secret);
            case SECP256K1 -> new SoftKey(secp256k1(secret), "");
        };
    }

    /// Reads CometBFT's `priv_validator_key.json`, whose public key and address must be those of
    /// the private key. The caller wipes `contents`.
    public static SoftKey ofPrivValidatorJson(byte[] contents) throws KeyFileException {
        requireSize(contents);
        try (PrivValidatorJson file = PrivValidatorJson.parse(contents)) {
            byte[] secret = Base64Text.decode(file.privateValue());
            try {
                PrivateKey key =
                        switch (file.privateType()) {
                            case "tendermint/PrivKeyEd25519" -> seedAndPublicKey(secret);
                            case "tendermint/PrivKeySecp256k1" -> secp256k1(secret);
                            default -> throw unsupported(file.privateType());
                        };
                try {
                    requireOwn(file, key.publicKey());
                } catch (KeyFileException e) {
                    key.close();
                    throw e;
                }
                return new SoftKey(key, "");
            } finally {
                Arrays.fill(secret, (byte) 0);
            }
        }
    }

    /// Makes a new key.
    public static SoftKey generate(KeyType type, SecureRandom random) {
        byte[] secret = new byte[Ed25519Seed.SEED_BYTES];
        random.nextBytes(secret);
        return switch (type) {
            case ED25519 -> new SoftKey(new Ed25519Seed(secret), "");
            case SECP256K1 -> {
                while (!Secp256k1Scalar.isInRange(secret)) {
                    random.nextBytes(secret);
                }
                yield new SoftKey(new Secp256k1Scalar(secret), "");
            }
        };
    }

    public PublicKey publicKey() {
        return privateKey.publicKey();
    }

    /// What an operator should know about the file, or empty.
    public String warning() {
        return warning;
    }

    /// The contents of a base64 key file for this key, without a newline, as tmkms writes it. The
    /// caller wipes it.
    public byte[] unsafeFileContents() {
        byte[] secret = privateKey.unsafeExport();
        try {
            return Base64.getEncoder().encode(secret);
        } finally {
            Arrays.fill(secret, (byte) 0);
        }
    }

    /// What [#ofSecret] reads; the caller wipes it.
    public byte[] unsafeSecret() {
        return privateKey.unsafeExport();
    }

    /// Wipes the key. No handle of it can sign any more.
    @Override
    public void close() {
        privateKey.close();
    }

    @Override
    public String toString() {
        return "SoftKey(" + publicKey().value() + ")";
    }

    PrivateKey privateKey() {
        return privateKey;
    }

    private static SoftKey ed25519(byte[] secret) throws KeyFileException {
        return switch (secret.length) {
            case Ed25519Seed.SEED_BYTES -> new SoftKey(new Ed25519Seed(secret.clone()), "");
            case Ed25519Expanded.EXPANDED_BYTES ->
                    halvesFit(secret)
                            ? new SoftKey(seedAndPublicKey(secret), SEED_AND_PUBLIC_KEY_WARNING)
                            : new SoftKey(new Ed25519Expanded(secret.clone()), "");
            case EXPORT_BYTES -> new SoftKey(yubihsmExport(secret), "");
            default ->
                    throw new KeyFileException(
                            "invalid Ed25519 key size: expected 32, 64, or 96, but got "
                                    + secret.length,
                            "a consensus key is the base64 of its 32-byte seed");
        };
    }

    private static Ed25519Seed seedAndPublicKey(byte[] secret) throws KeyFileException {
        if (secret.length != Ed25519Expanded.EXPANDED_BYTES) {
            throw new KeyFileException(
                    "invalid length: an Ed25519 key in JSON has 64 bytes, this one "
                            + secret.length,
                    "copy the file again from the validator");
        }
        if (!halvesFit(secret)) {
            throw new KeyFileException(
                    "keypair mismatch: the public half of the private key is another key's",
                    "the file is damaged or put together by hand: copy it again");
        }
        return new Ed25519Seed(Arrays.copyOf(secret, Ed25519Seed.SEED_BYTES));
    }

    private static boolean halvesFit(byte[] secret) {
        try (Ed25519Seed seed = new Ed25519Seed(Arrays.copyOf(secret, Ed25519Seed.SEED_BYTES))) {
            Bytes publicHalf =
                    Bytes.of(
                            secret, Ed25519Seed.SEED_BYTES, secret.length - Ed25519Seed.SEED_BYTES);
            return seed.publicKey().value().equals(publicHalf);
        }
    }

    private static Ed25519Expanded yubihsmExport(byte[] export) throws KeyFileException {
        byte[] expanded = Arrays.copyOf(export, Ed25519Expanded.EXPANDED_BYTES);
        for (int i = 0; i < Ed25519Expanded.EXPANDED_BYTES / 2; i++) {
            expanded[i] = export[Ed25519Expanded.EXPANDED_BYTES / 2 - 1 - i];
        }
        Ed25519Expanded key = new Ed25519Expanded(expanded);
        Bytes exported = Bytes.of(export, Ed25519Expanded.EXPANDED_BYTES, ED25519_PUBLIC_BYTES);
        if (!key.publicKey().value().equals(exported)) {
            key.close();
            throw new KeyFileException(
                    "keypair mismatch: the public key of the export is another key's",
                    "96 bytes are a key exported from a YubiHSM: export it again");
        }
        return key;
    }

    private static Secp256k1Scalar secp256k1(byte[] secret) throws KeyFileException {
        if (secret.length != Secp256k1Scalar.SCALAR_BYTES) {
            throw new KeyFileException(
                    "invalid secp256k1 key size: expected 32, but got " + secret.length,
                    "a secp256k1 key is the base64 of 32 bytes");
        }
        if (!Secp256k1Scalar.isInRange(secret)) {
            throw new KeyFileException(
                    "invalid secp256k1 key: the number is zero or too large",
                    "this was never a key: look for the right file");
        }
        return new Secp256k1Scalar(secret.clone());
    }

    private static void requireOwn(PrivValidatorJson file, PublicKey key) throws KeyFileException {
        String expectedType = file.privateType().replace("PrivKey", "PubKey");
        if (!file.publicType().equals(expectedType)) {
            throw new KeyFileException(
                    "keypair mismatch: pub_key is of another type than priv_key",
                    "the file is damaged or put together by hand: copy it again");
        }
        if (!Bytes.of(Base64Text.decode(file.publicValue())).equals(key.value())) {
            throw new KeyFileException(
                    "keypair mismatch: pub_key is not the public key of priv_key",
                    "the file is damaged or put together by hand: copy it again");
        }
        if (!file.address().equalsIgnoreCase(key.address().hex())) {
            throw new KeyFileException(
                    "address mismatch: the address is not that of priv_key, "
                            + key.address().upperHex(),
                    "the file is damaged or put together by hand: copy it again");
        }
    }

    private static KeyFileException unsupported(String type) {
        return new KeyFileException(
                "keys of the type " + type + " are not supported",
                "supported are tendermint/PrivKeyEd25519 and tendermint/PrivKeySecp256k1");
    }

    private static void requireSize(byte[] contents) throws KeyFileException {
        if (contents.length > FILE_BYTES_MAX) {
            throw new KeyFileException(
                    "invalid length: " + contents.length + " bytes are no key file",
                    "look for the right file");
        }
    }
}
