package countersign.keyring;

import countersign.bytes.Bytes;
import countersign.connection.Deadline;
import countersign.consensus.KeyType;
import countersign.consensus.PublicKey;
import countersign.keyring.spi.KeyHandle;
import countersign.keyring.spi.KeyLimits;
import countersign.keyring.spi.ProviderException;
import countersign.keyring.spi.ProviderException.Outcome;

import org.bouncycastle.math.ec.rfc8032.Ed25519;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;

/// A real Ed25519 key whose device can be told to fail, to lie and to hang.
public final class TestKey implements KeyHandle {
    public static final Bytes SEED = Bytes.ofHex("11".repeat(32));

    private final KeyLimits limits;
    private final PublicKey publicKey;
    private final AtomicInteger calls = new AtomicInteger();

    public volatile boolean fails;
    public volatile int liesAtCall = -1;
    public volatile CountDownLatch entered = new CountDownLatch(1);
    public volatile CountDownLatch mayGoOn = new CountDownLatch(0);
    public volatile Runnable whileSigning = () -> {};

    public TestKey() {
        this(KeyLimits.NONE);
    }

    public TestKey(KeyLimits limits) {
        this.limits = limits;
        byte[] encoded = new byte[Ed25519.PUBLIC_KEY_SIZE];
        Ed25519.generatePublicKey(SEED.toArray(), 0, encoded, 0);
        publicKey = new PublicKey(KeyType.ED25519, Bytes.of(encoded));
    }

    public int calls() {
        return calls.get();
    }

    @Override
    public String provider() {
        return "testkey";
    }

    @Override
    public PublicKey publicKey() {
        return publicKey;
    }

    @Override
    public KeyLimits limits() {
        return limits;
    }

    @Override
    public Bytes sign(Bytes message, Deadline deadline) throws ProviderException {
        int call = calls.getAndIncrement();
        entered.countDown();
        try {
            mayGoOn.await();
        } catch (InterruptedException e) {
            throw new ProviderException(Outcome.BROKEN, "interrupted", "", e);
        }
        whileSigning.run();
        if (fails) {
            throw new ProviderException("the device is unplugged", "plug it in");
        }
        byte[] body = message.toArray();
        byte[] signature = new byte[Ed25519.SIGNATURE_SIZE];
        Ed25519.sign(SEED.toArray(), 0, body, 0, body.length, signature, 0);
        if (call == liesAtCall) {
            signature[17] ^= 4;
        }
        return Bytes.of(signature);
    }

    @Override
    public void close() {}
}
