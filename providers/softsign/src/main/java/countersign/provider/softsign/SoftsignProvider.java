package countersign.provider.softsign;

import countersign.bytes.Bytes;
import countersign.connection.Deadline;
import countersign.consensus.PublicKey;
import countersign.keyring.spi.KeyHandle;
import countersign.keyring.spi.KeyLimits;
import countersign.keyring.spi.Provider;

import java.util.List;

/// Keys in this process's memory. Their public keys were derived from the private ones, and so
/// opening them cannot fail.
public final class SoftsignProvider implements Provider {
    private static final String NAME = "softsign";

    private final List<SoftKey> keys;

    public SoftsignProvider(List<SoftKey> keys) {
        this.keys = List.copyOf(keys);
    }

    @Override
    public String name() {
        return NAME;
    }

    /// One handle a key, in the order of the keys. Closing a handle wipes its key.
    @Override
    public List<KeyHandle> open() {
        return keys.stream().<KeyHandle>map(key -> new Handle(key.privateKey())).toList();
    }

    private static final class Handle implements KeyHandle {
        private final PrivateKey key;

        Handle(PrivateKey key) {
            this.key = key;
        }

        @Override
        public String provider() {
            return NAME;
        }

        @Override
        public PublicKey publicKey() {
            return key.publicKey();
        }

        @Override
        public KeyLimits limits() {
            return KeyLimits.NONE;
        }

        @Override
        public Bytes sign(Bytes message, Deadline deadline) {
            return key.sign(message);
        }

        @Override
        public void close() {
            key.close();
        }

        @Override
        public String toString() {
            return NAME + ":" + publicKey().value();
        }
    }
}
