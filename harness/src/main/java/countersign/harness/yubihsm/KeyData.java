package countersign.harness.yubihsm;

import java.nio.ByteBuffer;

/// From what is put in to what is kept.
final class KeyData {
    private static final int KEY_BYTES = 32;

    private KeyData() {}

    static byte[] of(int type, int algorithm, byte[] data, StoredObject key) throws HsmError {
        return switch (type) {
            case Codes.ASYMMETRIC -> asymmetric(algorithm, data);
            case Codes.AUTH_KEY, Codes.WRAP_KEY -> delegating(algorithm, data, key);
            default -> data;
        };
    }

    static byte[] publicKey(StoredObject object) {
        byte[] data = object.data().toArray();
        return object.algorithm() == Codes.ED25519
                ? EdwardsKey.ofExported(data).publicKey()
                : KoblitzKey.ofExported(data).publicKey();
    }

    private static byte[] asymmetric(int algorithm, byte[] secret) throws HsmError {
        if (secret.length != KEY_BYTES) {
            throw new HsmError(HsmError.WRONG_LENGTH);
        }
        return switch (algorithm) {
            case Codes.ED25519 -> EdwardsKey.ofSeed(secret).exported();
            case Codes.EC_K256 -> KoblitzKey.ofScalar(secret).exported();
            default -> throw new HsmError(HsmError.INVALID_DATA);
        };
    }

    private static byte[] delegating(int algorithm, byte[] data, StoredObject key) throws HsmError {
        int expected =
                switch (algorithm) {
                    case 29 -> 16;
                    case 41 -> 24;
                    case Codes.AUTH_ALGORITHM, Codes.AES256_CCM_WRAP -> KEY_BYTES;
                    default -> throw new HsmError(HsmError.INVALID_DATA);
                };
        if (data.length != Long.BYTES + expected) {
            throw new HsmError(HsmError.WRONG_LENGTH);
        }
        if ((ByteBuffer.wrap(data).getLong() & ~key.delegated()) != 0) {
            throw new HsmError(HsmError.INSUFFICIENT_PERMISSIONS);
        }
        return data;
    }
}
