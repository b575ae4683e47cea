package countersign.provider.fortanix;

import countersign.bytes.Bytes;
import countersign.consensus.KeyType;
import countersign.keyring.spi.EcdsaSignature;
import countersign.keyring.spi.ProviderException;

import java.util.Base64;
import java.util.Map;
import java.util.Optional;

/// What a key is asked for with every signature. The service hashes the message itself.
record SignRequest(KeyReference reference, KeyType type) {
    private static final int ED25519_SIGNATURE_BYTES = 64;

    String body(Bytes message) {
        String hash =
                switch (type) {
                    case ED25519 -> "SHA512";
                    case SECP256K1 -> "SHA256";
                };
        return DsmJson.signature(reference, hash, message);
    }

    /// The signature in CometBFT's form.
    Bytes read(byte[] answer) throws ProviderException {
        Map<String, String> fields = DsmJson.texts(answer);
        Optional<Bytes> signature = decoded(fields.getOrDefault("signature", ""));
        Optional<Bytes> formed =
                switch (type) {
                    case ED25519 -> signature.filter(s -> s.length() == ED25519_SIGNATURE_BYTES);
                    case SECP256K1 -> signature.flatMap(EcdsaSignature::ofDer);
                };
        return formed.orElseThrow(
                () ->
                        new ProviderException(
                                "Fortanix DSM answered without a signature of " + type.cometName(),
                                "look at the key's operations and type in Fortanix DSM"));
    }

    private static Optional<Bytes> decoded(String base64) {
        try {
            return Optional.of(Bytes.of(Base64.getDecoder().decode(base64)));
        } catch (IllegalArgumentException noBase64) {
            return Optional.empty();
        }
    }
}
