package countersign.provider.pkcs11;

import countersign.keyring.spi.ProviderException;
import countersign.provider.pkcs11.cryptoki.Cryptoki;
import countersign.provider.pkcs11.cryptoki.CryptokiSession;
import countersign.provider.pkcs11.cryptoki.TokenName;

import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.ReentrantReadWriteLock;

/// A module as all of its tokens share it. There is to be one of these for each file in a process:
/// it knows who is in the module, and so whether it may be started anew.
///
/// Many modules find a device that was away only when they are finalized and initialized again.
/// That ends every session of the process with the module, and nobody may be in it meanwhile.
public final class TokenModule {
    private final Path file;

    /// Held for reading by whoever calls the module, for writing by who starts it anew.
    private final ReentrantReadWriteLock gate = new ReentrantReadWriteLock();

    private final Map<CryptokiSession, TokenName> sessions = new ConcurrentHashMap<>();
    private volatile Optional<Cryptoki> loaded = Optional.empty();

    /// Loads nothing yet.
    public TokenModule(Path file) {
        this.file = file;
    }

    /// What is done in the module.
    interface Work<R> {
        R in(Cryptoki cryptoki) throws ProviderException;
    }

    /// Does `work` in the module, loaded if need be. Only within a [Lane].
    <R> R during(Work<R> work) throws ProviderException {
        gate.readLock().lock();
        try {
            return work.in(loaded());
        } finally {
            gate.readLock().unlock();
        }
    }

    /// Notes a session with `token`.
    void enter(CryptokiSession session, TokenName token) {
        sessions.put(session, token);
    }

    /// Ends a session.
    void leave(CryptokiSession session) {
        gate.readLock().lock();
        try {
            sessions.remove(session);
            session.close();
        } finally {
            gate.readLock().unlock();
        }
    }

    /// Finalizes the module, because `token` cannot be opened, unless somebody is in it or has a
    /// session with another token, which may be well. Sessions with the same token are as good as
    /// lost. Whoever opens the next one initializes it.
    void finish(TokenName token) throws ProviderException {
        Optional<Cryptoki> cryptoki = loaded;
        if (cryptoki.isEmpty() || !gate.writeLock().tryLock()) {
            return;
        }
        try {
            if (sessions.values().stream().allMatch(token::equals)) {
                cryptoki.get().finish();
            }
        } finally {
            gate.writeLock().unlock();
        }
    }

    private Cryptoki loaded() throws ProviderException {
        Optional<Cryptoki> known = loaded;
        if (known.isPresent()) {
            return known.get();
        }
        Cryptoki cryptoki = Cryptoki.load(file);
        loaded = Optional.of(cryptoki);
        return cryptoki;
    }

    /// What errors call it.
    @Override
    public String toString() {
        return "the PKCS#11 module " + file;
    }
}
