package countersign.keyring.spi;

import countersign.bytes.Turn;
import countersign.connection.Deadline;
import countersign.connection.Ticker;
import countersign.keyring.spi.ProviderException.Outcome;

import java.time.Duration;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;

/// The one session of a device: opened when it is needed, used by one thread at a time, dropped at
/// the first doubt and opened again.
///
/// A device that is away costs one attempt to open it in every [#PAUSE]; in between, requests fail
/// at once instead of waiting for it. A device that denied our credentials is not asked again in
/// this process, because the next attempt might lock it.
///
/// @param <S> what is open while the session is
public final class DeviceSession<S extends DeviceSession.Open> implements AutoCloseable {
    /// A node asks again in the next round, which begins within some seconds.
    public static final Duration PAUSE = Duration.ofSeconds(1);

    private static final Duration CLOSE_MAX = Duration.ofSeconds(2);

    private static final Set<Outcome> WITHOUT_EFFECT = EnumSet.of(Outcome.UNREACHED);
    private static final Set<Outcome> HARMLESS = EnumSet.of(Outcome.UNREACHED, Outcome.BROKEN);

    private final String device;
    private final Opening<S> opening;
    private final Ticker ticker;
    private final Turn turn = new Turn();
    // These three belong to whoever has the turn.
    private Optional<S> open = Optional.empty();
    private Optional<ProviderException> away = Optional.empty();
    private long awaySinceNanos;
    private volatile boolean closed;

    /// What a device gives whoever may use it.
    public interface Open extends AutoCloseable {
        /// Ends it, if only on this side. Never waits long: the device may be gone.
        @Override
        void close();
    }

    /// Opens a session and proves to the device that we may.
    public interface Opening<S> {
        S open(Deadline deadline) throws ProviderException;
    }

    /// What is done in a session.
    public interface Use<S, R> {
        R in(S session, Deadline deadline) throws ProviderException;
    }

    /// `device` is what an operator calls it, for instance `the YubiHSM 0123456789`.
    public DeviceSession(String device, Opening<S> opening, Ticker ticker) {
        this.device = device;
        this.opening = opening;
        this.ticker = ticker;
    }

    /// Does `use` in the session. What did not reach the device is tried once more, in a session
    /// opened anew; nothing else is.
    public <R> R use(Deadline deadline, Use<S, R> use) throws ProviderException {
        return inTurn(deadline, use, WITHOUT_EFFECT);
    }

    /// As [#use], and tries once more too where the session broke: for what may be done twice, such
    /// as a signature by a key that keeps no mark of its own.
    public <R> R useTwice(Deadline deadline, Use<S, R> use) throws ProviderException {
        return inTurn(deadline, use, HARMLESS);
    }

    /// As [#end], for whoever keeps nothing that the session needs.
    @Override
    public void close() {
        end();
    }

    /// Ends the session, and says whether nobody is in it any more. Where somebody still is after
    /// two seconds, they end it themselves as soon as the device lets them, and may need until then
    /// whatever opens one. No call may follow.
    public boolean end() {
        closed = true;
        if (!turn.take(CLOSE_MAX)) {
            return false;
        }
        try {
            drop();
        } finally {
            turn.end();
        }
        return true;
    }

    private <R> R inTurn(Deadline deadline, Use<S, R> use, Set<Outcome> triedAgain)
            throws ProviderException {
        takeTurn(deadline);
        try {
            boolean fresh = open.isEmpty();
            try {
                return once(deadline, use);
            } catch (ProviderException e) {
                // What fails in a session that was just opened fails in the next one too.
                if (fresh || !triedAgain.contains(e.outcome()) || deadline.hasPassed()) {
                    throw e;
                }
                return once(deadline, use);
            }
        } finally {
            endTurn();
        }
    }

    /// Whoever closes may have given up waiting.
    private void endTurn() {
        try {
            if (closed) {
                drop();
            }
        } finally {
            turn.end();
        }
    }

    private void takeTurn(Deadline deadline) throws ProviderException {
        if (!turn.take(deadline.remaining())) {
            throw new ProviderException(
                    device + " is still busy with what it was asked before",
                    "if this lasts, the device hangs: unplug it or restart it");
        }
    }

    private <R> R once(Deadline deadline, Use<S, R> use) throws ProviderException {
        S session = opened(deadline);
        boolean sound = false;
        try {
            R result = use.in(session, deadline);
            sound = true;
            return result;
        } catch (ProviderException e) {
            sound = e.outcome() == Outcome.REFUSED;
            throw e;
        } finally {
            if (!sound) {
                drop();
            }
        }
    }

    private S opened(Deadline deadline) throws ProviderException {
        if (closed) {
            throw new ProviderException(device + " is closed", "the signer is being stopped");
        }
        if (open.isPresent()) {
            return open.get();
        }
        if (away.isPresent() && !mayTryAgain(away.get())) {
            throw away.get();
        }
        try {
            S session = opening.open(deadline);
            away = Optional.empty();
            open = Optional.of(session);
            return session;
        } catch (ProviderException e) {
            away = Optional.of(e);
            awaySinceNanos = ticker.nanos();
            throw e;
        }
    }

    private boolean mayTryAgain(ProviderException before) {
        return before.outcome() != Outcome.DENIED
                && ticker.nanos() - awaySinceNanos >= PAUSE.toNanos();
    }

    private void drop() {
        open.ifPresent(Open::close);
        open = Optional.empty();
    }
}
