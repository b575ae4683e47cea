package countersign.app.run;

import countersign.app.config.ChainSettings;
import countersign.app.config.Config;
import countersign.app.config.provider.ConfiguredKey;
import countersign.app.floor.Floors;
import countersign.app.log.Level;
import countersign.app.log.LogWriter;
import countersign.app.provider.ConfiguredKeys;
import countersign.app.shell.Failure;
import countersign.app.state.Served;
import countersign.app.state.StatePlace;
import countersign.app.state.States;
import countersign.app.state.TmkmsMirror;
import countersign.app.tx.TxSigners;
import countersign.event.Events;
import countersign.guard.Mark;

import java.nio.file.Path;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.ReentrantLock;

/// The running signer.
public final class Service implements AutoCloseable {
    private static final String TARGET = "commands::start";

    private final Validators validators;
    private final Asking asking;
    private final TmkmsMirror mirror;
    private final Links links;
    private final TxSigners txSigners;
    private final Watch watch;
    private final LogWriter log;
    private final ReentrantLock closing = new ReentrantLock();
    private boolean started;
    private boolean closed;

    /// What is still being found out after the start.
    private record Asking(Floors floors, StartProbes probes) {
        void close() {
            probes.close();
            floors.close();
        }
    }

    /// What is served, each with threads of its own.
    private record Serving(Links links, TxSigners txSigners) {}

    private Service(
            Validators validators,
            Asking asking,
            TmkmsMirror mirror,
            Serving serving,
            Watch watch,
            LogWriter log) {
        this.validators = validators;
        this.asking = asking;
        this.mirror = mirror;
        this.links = serving.links();
        this.txSigners = serving.txSigners();
        this.watch = watch;
        this.log = log;
    }

    /// Opens every state; on a failure nothing stays open. The keys stay the caller's to close,
    /// after the service.
    public static Service open(
            Config config, ConfiguredKeys keys, States states, Events logged, LogWriter log)
            throws Failure {
        Map<Served, StatePlace> places = Served.places(config, keys);
        TxSigners txSigners = TxSigners.open(config, keys::account, log);
        Watch watch = new Watch();
        TmkmsMirror mirror = new TmkmsMirror(wanted(places.values(), states, log), log);
        Events events =
                event -> {
                    logged.emit(event);
                    mirror.emit(event);
                    watch.emit(event);
                };
        try {
            List<ChainSettings> chains = served(config, places.keySet());
            Floors floors = Floors.ofHooks(chains, events);
            Validators validators = Validators.open(places, config, keys, states, floors, events);
            catchUp(mirror, places, validators);
            chains.forEach(chain -> floors.ask(chain, validators.guards(chain.id())));
            if (!config.validators().isEmpty()) {
                Rehearsal.handshake();
            }
            Links links = new Links(config, keys, validators, events, watch::linkEnded);
            List<ConfiguredKey> served =
                    places.keySet().stream().map(Served::key).distinct().toList();
            StartProbes probes = StartProbes.begin(served, keys, log);
            Asking asking = new Asking(floors, probes);
            Serving serving = new Serving(links, txSigners);
            return new Service(validators, asking, mirror, serving, watch, log);
        } catch (Failure e) {
            mirror.close();
            txSigners.close();
            throw e;
        }
    }

    /// Starts every link, unless the service was closed before.
    public void start() {
        closing.lock();
        try {
            if (!closed) {
                links.start();
                txSigners.start();
                started = true;
            }
        } finally {
            closing.unlock();
        }
    }

    /// Waits until there is nothing more to do. True if all went well.
    public boolean await() throws InterruptedException {
        if (links.count() > 0) {
            watch.await(links.count(), validators::arePoisoned);
            if (validators.arePoisoned()) {
                log.write(Level.ERROR, TARGET, "no chain is left that may sign");
                return false;
            }
            if (links.anyFailed()) {
                return false;
            }
        }
        return txSigners.await();
    }

    /// Lets every request in flight finish, then closes links, states and mirror. A second call
    /// waits for the first.
    @Override
    public void close() {
        closing.lock();
        try {
            if (closed) {
                return;
            }
            closed = true;
            asking.close();
            txSigners.close();
            boolean ended = !started || links.stop();
            if (ended) {
                // A link that hangs in its disk would hold this up for ever; the process ends
                // anyway.
                validators.close();
            }
            boolean mirrored = mirror.finish();
            if (ended && mirrored) {
                log.write(Level.INFO, TARGET, "Shutdown completed successfully");
            } else {
                String what = ended ? "tmkms' state is not up to date" : "a link did not end";
                log.write(Level.WARN, TARGET, "Shutdown completed with errors: " + what);
            }
        } finally {
            closing.unlock();
        }
    }

    /// The chains of which a key is served.
    private static List<ChainSettings> served(Config config, Collection<Served> served) {
        return served.stream().map(Served::chain).distinct().map(config::chain).toList();
    }

    /// tmkms' state files that are kept up to date. tmkms has one a chain, so that a chain with
    /// several keys has none.
    private static Map<TmkmsMirror.Of, Path> wanted(
            Collection<StatePlace> places, States states, LogWriter log) {
        Map<TmkmsMirror.Of, Path> files = new HashMap<>();
        for (StatePlace place : places) {
            boolean alone =
                    places.stream().filter(p -> p.chain().equals(place.chain())).count() == 1;
            if (!states.mirrors(place)) {
                continue;
            }
            if (alone) {
                files.put(place.mirrored(), place.tmkmsFile());
            } else {
                String what = "is not kept up to date: the chain has several keys";
                log.write(Level.WARN, TARGET, place.tmkmsFile() + " " + what);
            }
        }
        return files;
    }

    /// The marks are at least as high as what the mirror says: a start raises them.
    private static void catchUp(
            TmkmsMirror mirror, Map<Served, StatePlace> places, Validators validators)
            throws Failure {
        try {
            for (Map.Entry<Served, StatePlace> served : places.entrySet()) {
                StatePlace place = served.getValue();
                Mark mark = validators.of(served.getKey()).guard().mark();
                if (!StatePlace.mayExist(place.tmkmsFile())
                        || !place.tmkmsFloor().equals(mark.place())) {
                    mirror.put(place.mirrored(), mark);
                }
            }
        } catch (Failure e) {
            validators.close();
            throw e;
        }
    }
}
