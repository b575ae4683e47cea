package countersign.ed25519;

import countersign.bytes.Bytes;
import countersign.bytes.Check;

import org.bouncycastle.math.ec.rfc8032.Ed25519;

import java.util.Arrays;

/// Verifies the signatures of one key, in half the time of one who sees the key for the first time:
/// the key's multiples are worked out beforehand.
///
/// As RFC 8032, section 5.1.7, without the factor 8: whether `R = [S]B - [k]A`, compared as bytes.
/// That is as strict as a verifier gets; CometBFT's (ZIP-215) accepts the same and more. Not in
/// constant time: nothing here is secret.
public final class Ed25519Verifier {
    private static final int SIGNATURE_BYTES = EdwardsPoint.BYTES + GroupOrder.BYTES;

    private final byte[] key;
    private final Multiples minusKey;

    /// Takes a while. `key` is a point of the curve and of no small order, which whoever took it in
    /// has checked; any other is a bug.
    public Ed25519Verifier(Bytes key) {
        Check.that(key.length() == EdwardsPoint.BYTES, "an Ed25519 public key has 32 bytes");
        this.key = key.toArray();
        Check.that(
                Ed25519.validatePublicKeyPartial(this.key, 0), "the public key was checked before");
        byte[] negated = key.toArray();
        negated[EdwardsPoint.BYTES - 1] ^= (byte) EdwardsPoint.SIGN_OF_X;
        this.minusKey = new Multiples(EdwardsPoint.decode(negated));
    }

    /// Whether `signature` is the key's over `message`. Anything malformed is a plain no.
    public boolean verifies(Bytes message, Bytes signature) {
        if (signature.length() != SIGNATURE_BYTES) {
            return false;
        }
        byte[] commitment = signature.first(EdwardsPoint.BYTES).toArray();
        byte[] response = signature.slice(EdwardsPoint.BYTES, SIGNATURE_BYTES).toArray();
        int[] scalar = GroupOrder.littleEndian(response, 0, GroupOrder.BYTES);
        if (!GroupOrder.isReduced(scalar)) {
            return false;
        }
        int[] challenge = GroupOrder.ofSha512(commitment, key, message.toArray());
        return Arrays.equals(commitment, sum(scalar, challenge).encode());
    }

    /// The base point times `scalar` less the key times `challenge`.
    private EdwardsPoint sum(int[] scalar, int[] challenge) {
        byte[] ofBase = Multiples.digits(scalar);
        byte[] ofKey = Multiples.digits(challenge);
        EdwardsPoint sum = EdwardsPoint.neutral();
        addEverySecond(1, ofBase, ofKey, sum);
        for (int i = 0; i < Multiples.DIGIT_BITS; i++) {
            sum.twice();
        }
        addEverySecond(0, ofBase, ofKey, sum);
        return sum;
    }

    private void addEverySecond(int first, byte[] ofBase, byte[] ofKey, EdwardsPoint sum) {
        Multiples.Addend base = BasePoint.MULTIPLES.new Addend();
        Multiples.Addend negated = minusKey.new Addend();
        for (int i = first; i < Multiples.DIGITS; i += 2) {
            base.becomePublic(i, ofBase[i]);
            base.addTo(sum);
            negated.becomePublic(i, ofKey[i]);
            negated.addTo(sum);
        }
    }
}
