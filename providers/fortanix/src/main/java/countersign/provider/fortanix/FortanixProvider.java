package countersign.provider.fortanix;

import countersign.bytes.Bytes;
import countersign.bytes.SecretBytes;
import countersign.connection.Deadline;
import countersign.connection.Ticker;
import countersign.consensus.PublicKey;
import countersign.keyring.spi.KeyHandle;
import countersign.keyring.spi.KeyLimits;
import countersign.keyring.spi.Provider;
import countersign.keyring.spi.ProviderException;

import java.net.URI;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;

/// Keys of one Fortanix DSM.
///
/// There is no session: requests of several keys go side by side, and one that hangs holds up no
/// other. A signature may be asked for twice, because the service keeps no mark.
public final class FortanixProvider implements Provider {
    private static final String NAME = "fortanixdsm";

    private static final Duration OPEN_MAX = Duration.ofSeconds(10);

    private final URI endpoint;
    private final List<X509Certificate> authorities;
    private final SecretBytes apiKey;
    private final List<DsmKey> keys;
    private final Ticker ticker;

    /// `endpoint` is `https://HOST[:PORT]`. `authorities` vouch for the service's certificate; with
    /// none of them those of the JDK do. `apiKey` is of visible ASCII, and is wiped when the last
    /// handle is closed, or the opening fails.
    public FortanixProvider(
            URI endpoint,
            List<X509Certificate> authorities,
            SecretBytes apiKey,
            List<DsmKey> keys,
            Ticker ticker) {
        this.endpoint = endpoint;
        this.authorities = List.copyOf(authorities);
        this.apiKey = apiKey;
        this.keys = List.copyOf(keys);
        this.ticker = ticker;
    }

    @Override
    public String name() {
        return NAME;
    }

    /// One handle for each key. What the service says of a key is believed here: `keyring` verifies
    /// every signature, and has each key sign its probe when the signer starts.
    @Override
    public List<KeyHandle> open() throws ProviderException {
        DsmClient client = new DsmClient(endpoint, Trust.in(authorities), apiKey);
        List<KeyHandle> handles = new ArrayList<>();
        AtomicInteger users = new AtomicInteger(keys.size());
        boolean opened = false;
        try {
            for (DsmKey key : keys) {
                handles.add(open(client, key, users));
            }
            opened = true;
            return handles;
        } finally {
            if (!opened || keys.isEmpty()) {
                client.close();
            }
        }
    }

    private KeyHandle open(DsmClient client, DsmKey key, AtomicInteger users)
            throws ProviderException {
        Deadline deadline = Deadline.after(OPEN_MAX, ticker);
        PublicKey found =
                KeyFacts.of(client.post("keys/info", DsmJson.reference(key.reference()), deadline))
                        .publicKey(key);
        if (!key.publicKey().orElse(found).equals(found)) {
            throw new ProviderException(
                    "the key %s of Fortanix DSM is %s, not the configured one"
                            .formatted(key.reference(), found.value()),
                    "correct `public_key`, or name the right key");
        }
        SignRequest request = new SignRequest(key.reference(), key.type());
        return new Handle(client, request, found, users);
    }

    private static final class Handle implements KeyHandle {
        private final DsmClient client;
        private final SignRequest request;
        private final PublicKey key;
        private final AtomicInteger users;

        Handle(DsmClient client, SignRequest request, PublicKey key, AtomicInteger users) {
            this.client = client;
            this.request = request;
            this.key = key;
            this.users = users;
        }

        @Override
        public String provider() {
            return NAME;
        }

        @Override
        public PublicKey publicKey() {
            return key;
        }

        @Override
        public KeyLimits limits() {
            return KeyLimits.NONE;
        }

        @Override
        public Bytes sign(Bytes message, Deadline deadline) throws ProviderException {
            return request.read(client.post("sign", request.body(message), deadline));
        }

        @Override
        public void close() {
            if (users.decrementAndGet() == 0) {
                client.close();
            }
        }

        @Override
        public String toString() {
            return NAME + ":" + key.value();
        }
    }
}
