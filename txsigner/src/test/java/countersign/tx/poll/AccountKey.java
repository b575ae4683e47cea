package countersign.tx.poll;

import countersign.bytes.Bytes;
import countersign.connection.Deadline;
import countersign.connection.Ticker;
import countersign.consensus.KeyType;
import countersign.consensus.PublicKey;
import countersign.keyring.spi.KeyHandle;
import countersign.keyring.spi.KeyLimits;
import countersign.tx.once.AccountSigner;

import org.bouncycastle.asn1.sec.SECNamedCurves;
import org.bouncycastle.asn1.x9.X9ECParameters;
import org.bouncycastle.crypto.digests.SHA256Digest;
import org.bouncycastle.crypto.params.ECDomainParameters;
import org.bouncycastle.crypto.params.ECPrivateKeyParameters;
import org.bouncycastle.crypto.signers.ECDSASigner;
import org.bouncycastle.crypto.signers.HMacDSAKCalculator;

import java.math.BigInteger;
import java.util.HashMap;
import java.util.Map;

/// An account's key that gives whichever of the two `s` comes.
final class AccountKey implements KeyHandle {
    private static final X9ECParameters CURVE = SECNamedCurves.getByName("secp256k1");
    private static final BigInteger SECRET = BigInteger.valueOf(0xC0FFEE);
    private static final PublicKey KEY =
            new PublicKey(
                    KeyType.SECP256K1,
                    Bytes.of(CURVE.getG().multiply(SECRET).normalize().getEncoded(true)));
    private static final Map<Bytes, Bytes> SIGNED = new HashMap<>();

    /// Signs with such a key.
    static AccountSigner signer() {
        return new AccountSigner(new AccountKey(), Ticker.SYSTEM);
    }

    @Override
    public String provider() {
        return "softsign";
    }

    @Override
    public PublicKey publicKey() {
        return KEY;
    }

    @Override
    public KeyLimits limits() {
        return KeyLimits.NONE;
    }

    @Override
    public Bytes sign(Bytes message, Deadline deadline) {
        return SIGNED.computeIfAbsent(message, AccountKey::signature);
    }

    @Override
    public void close() {}

    private static Bytes signature(Bytes message) {
        ECDSASigner signer = new ECDSASigner(new HMacDSAKCalculator(new SHA256Digest()));
        signer.init(true, new ECPrivateKeyParameters(SECRET, new ECDomainParameters(CURVE)));
        BigInteger[] both = signer.generateSignature(World.sha256(message).toArray());
        return fixed(both[0]).concat(fixed(both[1]));
    }

    private static Bytes fixed(BigInteger number) {
        byte[] bytes = number.toByteArray();
        byte[] fixed = new byte[32];
        int length = Math.min(32, bytes.length);
        System.arraycopy(bytes, bytes.length - length, fixed, 32 - length, length);
        return Bytes.of(fixed);
    }
}
