package countersign.tx.poll;

import countersign.connection.Ticker;
import countersign.keyring.spi.ProviderException;
import countersign.tx.RefusedRequestException;
import countersign.tx.TxRequest;
import countersign.tx.journal.Journal;
import countersign.tx.journal.JournalException;
import countersign.tx.once.Pending;
import countersign.tx.rpc.Chain;
import countersign.tx.rpc.ChainStatus;
import countersign.tx.rpc.RpcException;
import countersign.tx.service.RequestReader;
import countersign.tx.service.Service;
import countersign.tx.service.ServiceAnswer;
import countersign.tx.service.ServiceException;

import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.CountDownLatch;

/// One account's transactions on one chain. One transaction is on its way at a time; the service is
/// asked only when nothing is left to do.
public final class TxSigner {
    static final Duration LOOK_EVERY = Duration.ofMillis(500);
    static final Duration AFTER_TROUBLE = Duration.ofSeconds(5);

    /// For how many blocks a request may wait while nothing moves, at the least.
    static final long STALE_BLOCKS = 10;

    private final TxSettings settings;
    private final Chain chain;
    private final Service service;
    private final Journal journal;
    private final TxEvents events;
    private final Ticker ticker;
    private final Signing signing;
    private final Outcome outcome;
    private final CountDownLatch stopped = new CountDownLatch(1);

    // As many as a service may ask for at once.
    private final Deque<Order> orders = new ArrayDeque<>();
    private OptionalLong target = OptionalLong.empty();
    private long waitingSinceNanos;
    private long movedHeight;
    // So as not to say the same twice in a row.
    private String trouble = "";

    public TxSigner(
            TxSettings settings,
            TxPorts ports,
            TxEvents events,
            Ticker ticker,
            InstantSource clock) {
        this.settings = settings;
        this.chain = ports.chain();
        this.service = ports.service();
        this.journal = ports.journal();
        this.events = events;
        this.ticker = ticker;
        this.signing = new Signing(settings, ports, events, clock);
        this.outcome = new Outcome(settings, ports, signing, events, stopped);
    }

    /// Works until [#stop]. Whatever fails is said and tried again. Ends within the time that a
    /// call of the service, the chain or the key may take; what is on its way then is looked after
    /// by the next start.
    public void run() throws InterruptedException {
        events.emit(new TxEvent.KeyAdded(settings.chain(), signing.provider(), settings.address()));
        journal.pending()
                .ifPresent(
                        pending ->
                                events.emit(
                                        new TxEvent.Resumed(
                                                settings.chain(),
                                                pending.sequence(),
                                                pending.hash())));
        boolean ended = stopped.getCount() == 0;
        while (!ended) {
            Duration pause = round();
            ended = ticker.await(stopped, pause);
        }
    }

    /// May be called from any thread.
    public void stop() {
        stopped.countDown();
    }

    /// One look at the chain and what follows from it; then how long nothing needs to be done.
    private Duration round() {
        try {
            ChainStatus status = chain.status();
            requireReady(status);
            act(status);
            trouble = "";
            return LOOK_EVERY;
        } catch (RpcException e) {
            say(e.what(), e.next());
        } catch (ServiceException e) {
            say(e.what(), e.next());
            return LOOK_EVERY;
        } catch (NotReadyException e) {
            say(e.what(), e.next());
            return LOOK_EVERY;
        } catch (ProviderException e) {
            say(e.what(), e.next());
        } catch (JournalException e) {
            say(e.what(), e.next());
        }
        return AFTER_TROUBLE;
    }

    private void act(ChainStatus status)
            throws RpcException,
                    ServiceException,
                    NotReadyException,
                    ProviderException,
                    JournalException {
        Optional<Pending> pending = journal.pending();
        if (pending.isPresent()) {
            outcome.look(pending.get(), status).ifPresent(orders::addFirst);
            movedHeight = status.height();
        } else if (!orders.isEmpty()) {
            sign(status);
        } else if (target.isEmpty()) {
            await(status);
        } else if (status.height() >= target.getAsLong() && hasRested()) {
            target = OptionalLong.empty();
            movedHeight = status.height();
            ask(status);
        }
    }

    private void await(ChainStatus status) {
        long height = settings.interval().after(status.height());
        target = OptionalLong.of(height);
        waitingSinceNanos = ticker.nanos();
        events.emit(new TxEvent.Waiting(settings.chain(), height));
    }

    private boolean hasRested() {
        long rested = ticker.nanos() - waitingSinceNanos;
        return rested >= settings.interval().atLeast().toNanos();
    }

    private void ask(ChainStatus status) throws ServiceException, JournalException {
        ServiceAnswer answer = service.ask(status, outcome.last());
        for (RefusedRequestException e : answer.refused()) {
            signing.refuse(journal.received(""), "form", String.join("; ", e.problems()));
        }
        for (TxRequest request : answer.requests()) {
            orders.add(new Order(journal.received(RequestReader.write(request)), request, 0));
        }
    }

    private void sign(ChainStatus status)
            throws RpcException, NotReadyException, ProviderException, JournalException {
        Order order = orders.getFirst();
        if (status.height() - movedHeight > Math.max(STALE_BLOCKS, settings.interval().blocks())) {
            orders.removeFirst();
            signing.refuse(order.number(), "stale", "it could not be signed in time: " + trouble);
            return;
        }
        Optional<Pending> pending = signing.sign(order, status);
        orders.removeFirst();
        if (pending.isPresent()) {
            outcome.begin(pending.get(), order, status);
        }
        movedHeight = status.height();
    }

    private void requireReady(ChainStatus status) throws NotReadyException {
        if (!status.network().equals(settings.chain().value())) {
            throw new NotReadyException(
                    "the node is one of chain "
                            + status.network()
                            + ", and not of "
                            + settings.chain(),
                    "check `rpc`");
        }
        if (status.catchingUp()) {
            throw new NotReadyException(
                    "the node of chain "
                            + settings.chain()
                            + " is catching up, at height "
                            + status.height(),
                    "nothing is signed until it is there");
        }
    }

    private void say(String what, String next) {
        if (!what.equals(trouble)) {
            trouble = what;
            events.emit(new TxEvent.Trouble(settings.chain(), what, next));
        }
    }
}
