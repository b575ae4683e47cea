package countersign.provider.pkcs11;

import countersign.connection.Deadline;
import countersign.keyring.spi.KeyHandle;
import countersign.keyring.spi.Provider;
import countersign.keyring.spi.ProviderException;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;

/// Keys on one token. Each has a session and a thread of its own, so that a call which hangs costs
/// only the chain it was made for; they share the login.
public final class Pkcs11Provider implements Provider {
    static final String NAME = "pkcs11";

    /// For each key: some network devices take seconds for their first session.
    private static final Duration OPEN_MAX = Duration.ofSeconds(20);

    private final Token token;
    private final List<KeySettings> keys;

    /// Takes `token` over and closes it with its last key.
    public Pkcs11Provider(Token token, List<KeySettings> keys) {
        this.token = token;
        this.keys = List.copyOf(keys);
    }

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public List<KeyHandle> open() throws ProviderException {
        AtomicInteger open = new AtomicInteger(keys.size());
        Runnable closed =
                () -> {
                    if (open.decrementAndGet() == 0) {
                        token.close();
                    }
                };
        List<KeyHandle> handles = new ArrayList<>();
        boolean sound = false;
        try {
            for (KeySettings key : keys) {
                Deadline deadline = Deadline.after(OPEN_MAX, token.ticker());
                handles.add(TokenKey.open(token, key, closed, deadline));
            }
            sound = true;
        } finally {
            if (!sound) {
                handles.forEach(KeyHandle::close);
                token.close();
            }
        }
        return List.copyOf(handles);
    }
}
