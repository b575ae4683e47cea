package countersign.provider.pkcs11;

import countersign.bytes.SecretBytes;
import countersign.bytes.Turn;
import countersign.connection.Deadline;
import countersign.connection.Ticker;
import countersign.keyring.spi.ProviderException;
import countersign.keyring.spi.ProviderException.Outcome;
import countersign.provider.pkcs11.cryptoki.Ckr;
import countersign.provider.pkcs11.cryptoki.CryptokiSession;
import countersign.provider.pkcs11.cryptoki.Function;
import countersign.provider.pkcs11.cryptoki.TokenFacts;

import java.time.Duration;
import java.util.Optional;

/// The PIN of a token, and how often it is shown to it.
///
/// A login counts for all sessions of a process, so that it is done once for all keys and again
/// only when the token has forgotten it. A PIN that the token refuses is never shown to it again: a
/// few wrong ones lock it. Nor is any PIN where one more wrong one would.
final class Login implements AutoCloseable {
    /// Between two tries that failed for another reason than the PIN, of which some modules do not
    /// tell the one from the other: the first pause, doubled up to the second.
    static final Duration PAUSE = Duration.ofSeconds(1);

    static final Duration PAUSE_MAX = Duration.ofSeconds(60);

    private static final Duration CLOSE_MAX = Duration.ofSeconds(2);

    private final SecretBytes pin;
    private final String token;
    private final Ticker ticker;
    private final Turn turn = new Turn();
    // These three belong to whoever has the turn.
    private Optional<ProviderException> failed = Optional.empty();
    private long failedAtNanos;
    private Duration pause = Duration.ZERO;

    private volatile boolean closed;

    /// Wipes `pin` when it is closed.
    Login(SecretBytes pin, String token, Ticker ticker) {
        this.pin = pin;
        this.token = token;
        this.ticker = ticker;
    }

    /// Makes sure that the process is logged in.
    void ensure(CryptokiSession session, TokenFacts facts, Deadline deadline)
            throws ProviderException {
        if (!turn.take(deadline.remaining())) {
            throw new ProviderException(
                    token + " is busy with another login",
                    "if this lasts, its module or device hangs: restart the device");
        }
        try {
            if (closed) {
                throw new ProviderException(
                        "the login to " + token + " is closed", "the signer is being stopped");
            }
            if (!session.isLoggedIn()) {
                tryOnce(session, facts);
            }
        } finally {
            turn.end();
        }
    }

    /// Refuses every later login, and wipes the PIN once it is not being shown: zeros in its place
    /// would be a wrong one. A token that hangs keeps it: the process is about to end.
    @Override
    public void close() {
        closed = true;
        if (turn.take(CLOSE_MAX)) {
            try {
                pin.close();
            } finally {
                turn.end();
            }
        }
    }

    private void tryOnce(CryptokiSession session, TokenFacts facts) throws ProviderException {
        if (failed.isPresent() && !mayTryAgain(failed.get())) {
            throw failed.get();
        }
        try {
            refuseLastTry(facts);
            long code = session.login(pin);
            if (!Ckr.OK.is(code) && !Ckr.USER_ALREADY_LOGGED_IN.is(code)) {
                throw Ckr.failure(Function.C_LOGIN.title(), code, token);
            }
            failed = Optional.empty();
            pause = Duration.ZERO;
        } catch (ProviderException e) {
            failed = Optional.of(e);
            failedAtNanos = ticker.nanos();
            pause = pause.isZero() ? PAUSE : shorter(pause.multipliedBy(2), PAUSE_MAX);
            throw e;
        }
    }

    private boolean mayTryAgain(ProviderException before) {
        return before.outcome() != Outcome.DENIED
                && ticker.nanos() - failedAtNanos >= pause.toNanos();
    }

    private void refuseLastTry(TokenFacts facts) throws ProviderException {
        if (facts.isLocked()) {
            throw new ProviderException(
                    Outcome.DENIED,
                    token + " has locked its PIN",
                    "unlock it with the security officer's");
        }
        if (facts.hasOneTryLeft()) {
            throw new ProviderException(
                    Outcome.DENIED,
                    token + " locks its PIN if one more is wrong, so that none is tried",
                    "log in by hand with the right one, which sets the count back, and start anew:"
                            + " pkcs11-tool --module … --login --list-objects");
        }
    }

    private static Duration shorter(Duration one, Duration other) {
        return one.compareTo(other) < 0 ? one : other;
    }
}
