package countersign.provider.yubihsm.wire;

import countersign.bytes.Bytes;
import countersign.consensus.KeyType;
import countersign.consensus.PublicKey;

import java.util.Optional;

/// The public half of an asymmetric key.
///
/// @param algorithm its byte, see [Algorithm#of]
/// @param value as the device gives it: 32 bytes for Ed25519, `x || y` of 32 bytes each for
///   secp256k1
public record DevicePublicKey(int algorithm, Bytes value) {
    private static final int COORDINATE_BYTES = 32;

    /// From the data of an answer.
    public static DevicePublicKey read(byte[] data) throws MalformedException {
        Fields fields = new Fields(data);
        return new DevicePublicKey(fields.u8(), fields.rest());
    }

    /// As CometBFT has it; empty where it is of no type that validators or accounts use, or no
    /// point of its curve.
    public Optional<PublicKey> cometKey() {
        try {
            if (algorithm == Algorithm.ED25519.code()) {
                return Optional.of(new PublicKey(KeyType.ED25519, value));
            }
            if (algorithm == Algorithm.EC_K256.code() && value.length() == 2 * COORDINATE_BYTES) {
                return Optional.of(new PublicKey(KeyType.SECP256K1, compressed()));
            }
            return Optional.empty();
        } catch (IllegalArgumentException noPoint) {
            return Optional.empty();
        }
    }

    private Bytes compressed() {
        boolean odd = (value.at(value.length() - 1) & 1) != 0;
        return Bytes.of((byte) (odd ? 3 : 2)).concat(value.first(COORDINATE_BYTES));
    }
}
