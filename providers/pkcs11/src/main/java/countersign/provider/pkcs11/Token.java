package countersign.provider.pkcs11;

import countersign.bytes.SecretBytes;
import countersign.connection.Deadline;
import countersign.connection.Ticker;
import countersign.keyring.spi.ProviderException;
import countersign.keyring.spi.ProviderException.Outcome;
import countersign.provider.pkcs11.cryptoki.Cryptoki;
import countersign.provider.pkcs11.cryptoki.CryptokiSession;
import countersign.provider.pkcs11.cryptoki.TokenFacts;

/// A token, and the PIN that opens it. Looked for anew for each session: it may have been pulled
/// out and be in another slot.
public final class Token implements AutoCloseable {
    private final TokenSettings settings;
    private final Ticker ticker;
    private final Login login;

    // Whether it could not be opened the last time.
    private volatile boolean missed;

    /// Takes `pin` over and wipes it when it is closed.
    public Token(TokenSettings settings, SecretBytes pin, Ticker ticker) {
        this.settings = settings;
        this.ticker = ticker;
        this.login = new Login(pin, settings.name().toString(), ticker);
    }

    /// Wipes the PIN. No session may be opened afterwards.
    @Override
    public void close() {
        login.close();
    }

    TokenSettings settings() {
        return settings;
    }

    Ticker ticker() {
        return ticker;
    }

    /// What errors call it.
    String title() {
        return settings.name().toString();
    }

    /// A session that is logged in, to be [left][#leave]. Only within a [Lane].
    CryptokiSession open(boolean writable, Deadline deadline) throws ProviderException {
        if (missed) {
            settings.module().finish(settings.name());
        }
        try {
            CryptokiSession session = settings.module().during(m -> open(m, writable, deadline));
            missed = false;
            return session;
        } catch (ProviderException e) {
            // What was refused or denied is no better in another life of the module.
            missed = e.outcome() == Outcome.UNREACHED || e.outcome() == Outcome.BROKEN;
            throw e;
        }
    }

    /// Does `work` in the token's module. Only within a [Lane].
    <R> R during(TokenModule.Work<R> work) throws ProviderException {
        return settings.module().during(work);
    }

    /// Ends a session. Only within a [Lane].
    void leave(CryptokiSession session) {
        settings.module().leave(session);
    }

    private CryptokiSession open(Cryptoki cryptoki, boolean writable, Deadline deadline)
            throws ProviderException {
        cryptoki.initialize();
        TokenFacts facts = cryptoki.token(settings.name());
        CryptokiSession session = cryptoki.open(facts.slot(), writable, title());
        boolean sound = false;
        try {
            login.ensure(session, facts, deadline);
            settings.module().enter(session, settings.name());
            sound = true;
            return session;
        } finally {
            if (!sound) {
                session.close();
            }
        }
    }
}
