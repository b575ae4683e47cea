package countersign.provider.softsign;

import countersign.bytes.Bytes;
import countersign.bytes.Check;
import countersign.bytes.SecretBytes;
import countersign.consensus.KeyType;
import countersign.consensus.PublicKey;
import countersign.ed25519.BasePoint;
import countersign.ed25519.GroupOrder;

import java.util.Arrays;

/// An Ed25519 key without its seed: the two halves of the seed's SHA-512, as tmkms 0.15 and the
/// YubiHSM keep it. Byte layout: 32 bytes scalar, little-endian, then 32 bytes nonce prefix.
///
/// Signs as RFC 8032, section 5.1.6, from step 2 on. The scalar is clamped first, as tmkms does;
/// for what was expanded from a seed that changes nothing.
final class Ed25519Expanded implements PrivateKey {
    static final int EXPANDED_BYTES = 64;

    private static final int SCALAR_BYTES = 32;

    private final SecretBytes expanded;
    private final PublicKey publicKey;

    /// Takes `expanded` over and wipes it.
    Ed25519Expanded(byte[] expanded) {
        Check.that(expanded.length == EXPANDED_BYTES, "an expanded key is a scalar and a prefix");
        expanded[0] &= (byte) 0xF8;
        expanded[SCALAR_BYTES - 1] &= 0x7F;
        expanded[SCALAR_BYTES - 1] |= 0x40;
        int[] scalar = GroupOrder.littleEndian(expanded, 0, SCALAR_BYTES);
        this.publicKey = new PublicKey(KeyType.ED25519, Bytes.of(BasePoint.times(scalar)));
        Arrays.fill(scalar, 0);
        this.expanded = SecretBytes.take(expanded);
    }

    @Override
    public PublicKey publicKey() {
        return publicKey;
    }

    /// Each part of the secret is on the heap for a moment only, so that a collection hardly ever
    /// finds it there and copies it.
    @Override
    public Bytes sign(Bytes message) {
        byte[] body = message.toArray();
        int[] nonce = nonce(body);
        try {
            byte[] commitment = BasePoint.times(nonce);
            int[] challenge = GroupOrder.ofSha512(commitment, publicKey.value().toArray(), body);
            byte[] response = response(challenge, nonce);
            return Bytes.of(commitment).concat(Bytes.of(response));
        } finally {
            Arrays.fill(nonce, 0);
        }
    }

    @Override
    public byte[] unsafeExport() {
        return expanded.unsafeExport();
    }

    @Override
    public void close() {
        expanded.close();
    }

    private int[] nonce(byte[] body) {
        byte[] prefix = expanded.unsafeExport(SCALAR_BYTES, EXPANDED_BYTES - SCALAR_BYTES);
        try {
            return GroupOrder.ofSha512(prefix, body);
        } finally {
            Arrays.fill(prefix, (byte) 0);
        }
    }

    private byte[] response(int[] challenge, int[] nonce) {
        byte[] secret = expanded.unsafeExport(0, SCALAR_BYTES);
        int[] scalar = GroupOrder.littleEndian(secret, 0, SCALAR_BYTES);
        try {
            return GroupOrder.multiplyAdd(challenge, scalar, nonce);
        } finally {
            Arrays.fill(secret, (byte) 0);
            Arrays.fill(scalar, 0);
        }
    }
}
