package countersign.provider.softsign.locked;

import countersign.bytes.Bytes;
import countersign.consensus.Bech32;
import countersign.provider.softsign.KeyFileException;

import org.bouncycastle.math.ec.rfc7748.X25519;

import java.security.SecureRandom;
import java.util.Arrays;

/// Somebody who can open an age file: the X25519 point of an identity.
///
/// @param text `age1…`, as `age-keygen` shows it
/// @param point 32 bytes
public record AgeRecipient(String text, Bytes point) {
    private static final String PREFIX = "age";

    public static AgeRecipient parse(String text) throws KeyFileException {
        try {
            Bech32.Decoded decoded = Bech32.decode(text);
            if (decoded.prefix().equals(PREFIX) && decoded.data().length() == AgeKeys.POINT_BYTES) {
                return new AgeRecipient(text, decoded.data());
            }
        } catch (IllegalArgumentException notBech32) {
            // Told below.
        }
        throw new KeyFileException(
                "that is no age recipient", "a recipient begins with age1: see `age-keygen -y`");
    }

    /// The header's stanza for it. Throws where the point is of low order.
    String stanza(byte[] fileKey, SecureRandom random) throws KeyFileException {
        byte[] scalar = new byte[AgeKeys.POINT_BYTES];
        X25519.generatePrivateKey(random, scalar);
        Bytes share = AgeKeys.point(scalar);
        byte[] wrapping =
                AgeKeys.wrappingKey(scalar, point, share, point)
                        .orElseThrow(
                                () ->
                                        new KeyFileException(
                                                "nobody can have the recipient " + text,
                                                "ask for the right one"));
        Arrays.fill(scalar, (byte) 0);
        Bytes body =
                Aead.CHACHA20_POLY1305.seal(wrapping, AgeKeys.ZERO_NONCE, Bytes.EMPTY, fileKey);
        Arrays.fill(wrapping, (byte) 0);
        // 32 bytes are 43 characters: one line.
        return "-> X25519 " + AgeHeader.base64(share) + "\n" + AgeHeader.base64(body) + "\n";
    }
}
