package countersign.app.floor;

import countersign.app.config.ChainSettings;
import countersign.app.config.StateHook;
import countersign.app.shell.Failure;
import countersign.bytes.Bug;
import countersign.consensus.ChainId;
import countersign.event.Event;
import countersign.event.Events;
import countersign.guard.Floor;
import countersign.guard.Guard;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/// What is known of every served chain's height, from this start on.
public final class Floors implements AutoCloseable {
    private static final Duration PAUSE = Duration.ofSeconds(1);

    private final Map<ChainId, Floor> first = new HashMap<>();
    private final List<Witness> witnesses = new ArrayList<>();
    private final Events events;

    private Floors(Events events) {
        this.events = events;
    }

    /// Runs the `state_hook` of every chain that has one, all at once, and waits for them. Fails
    /// where one fails and may not.
    public static Floors ofHooks(Collection<ChainSettings> chains, Events events) throws Failure {
        Floors floors = new Floors(events);
        Map<ChainSettings, Future<Long>> heights = new HashMap<>();
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (ChainSettings chain : chains) {
                boolean asksNodes = chain.floor().filter(f -> !f.nodes().isEmpty()).isPresent();
                floors.first.put(chain.id(), asksNodes ? Floor.AWAITED : Floor.NONE);
                chain.stateHook()
                        .ifPresent(
                                hook ->
                                        heights.put(
                                                chain, threads.submit(() -> HookRun.height(hook))));
            }
        }
        for (Map.Entry<ChainSettings, Future<Long>> height : heights.entrySet()) {
            floors.take(height.getKey(), height.getValue());
        }
        return floors;
    }

    /// What the guards of a chain begin with.
    public Floor first(ChainId chain) {
        return Objects.requireNonNull(first.get(chain), "every served chain is known");
    }

    /// Begins to ask the nodes of a chain, if it has any to ask, in the background.
    public void ask(ChainSettings chain, List<Guard> guards) {
        chain.floor()
                .filter(settings -> !settings.nodes().isEmpty())
                .ifPresent(
                        settings ->
                                witnesses.add(
                                        new Witness(chain.id(), settings, guards, events, PAUSE)));
    }

    /// Asks nobody any more.
    @Override
    public void close() {
        witnesses.forEach(Witness::close);
    }

    private void take(ChainSettings chain, Future<Long> answer) throws Failure {
        StateHook hook = chain.stateHook().orElseThrow();
        String program = hook.command().getFirst();
        try {
            long height = answer.get();
            boolean awaited = first(chain.id()).awaited();
            first.put(chain.id(), new Floor(height, awaited));
            events.emit(new Event.FloorLearned(chain.id(), height, "state_hook " + program));
        } catch (ExecutionException e) {
            if (!(e.getCause() instanceof WitnessException failure)) {
                throw new Bug("running a hook fails in one way", e);
            }
            String what = "state_hook " + program + " failed: " + failure.why();
            if (hook.failsClosed()) {
                throw Failure.operation(
                        "[" + chain.id() + "] " + what,
                        "run it by hand: it must print {\"latest_block_height\":\"347290\"};"
                                + " `fail_closed = false` starts without it");
            }
            events.emit(
                    new Event.FloorNotLearned(
                            chain.id(),
                            what,
                            "it is signed without it, because fail_closed = false: an old state"
                                    + " would not be noticed"));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw Failure.operation(
                    "[" + chain.id() + "] interrupted while state_hook " + program + " ran", "");
        }
    }
}
