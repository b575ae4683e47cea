package countersign.app.floor;

import countersign.app.config.FloorSettings;
import countersign.consensus.ChainId;
import countersign.event.Event;
import countersign.event.Events;
import countersign.guard.Guard;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/// Asks the nodes of one chain until enough have answered, and gives the guards of that chain their
/// floor. A thread of its own: no vote, no link and no other chain ever waits for it.
final class Witness implements AutoCloseable {
    /// The log hears of the first failure, and then of one in so many.
    private static final int FAILURES_A_LINE = 60;

    private final ChainId chain;
    private final FloorSettings settings;
    private final List<Guard> guards;
    private final Events events;
    private final NodeStatuses nodes;
    private final CountDownLatch closed = new CountDownLatch(1);
    private final Thread thread;
    private final Duration pause;
    private Testimony testimony = new Testimony(List.of());
    private int failures;

    /// The guards must await their floor. `pause` is between one time of asking and the next. It
    /// does not grow: a request waits four seconds for its floor, and the node that is asked here
    /// may be the one that makes the request, a moment after it has started.
    Witness(
            ChainId chain,
            FloorSettings settings,
            List<Guard> guards,
            Events events,
            Duration pause) {
        this.chain = chain;
        this.settings = settings;
        this.guards = List.copyOf(guards);
        this.events = events;
        this.nodes = new NodeStatuses(chain, settings.nodes());
        this.pause = pause;
        this.thread = Thread.ofPlatform().daemon().name("floor " + chain).start(this::run);
    }

    /// Asks no more. Floors stay as they are, awaited or not.
    @Override
    public void close() {
        closed.countDown();
        thread.interrupt();
    }

    private void run() {
        try (nodes) {
            while (!askOnce()) {
                if (closed.await(pause.toNanos(), TimeUnit.NANOSECONDS)) {
                    return;
                }
            }
        } catch (InterruptedException closing) {
            Thread.currentThread().interrupt();
        }
    }

    /// Whether it was the last time.
    private boolean askOnce() throws InterruptedException {
        testimony = testimony.then(nodes.ask(settings.timeout()));
        boolean enough = testimony.answers() >= settings.answersMin();
        testimony.height().ifPresent(height -> guards.forEach(guard -> guard.raiseFloor(height)));
        if (enough || failures++ % FAILURES_A_LINE == 0) {
            tell(enough);
        }
        if (enough) {
            guards.forEach(Guard::settleFloor);
        }
        return enough;
    }

    private void tell(boolean enough) {
        if (testimony.disputed()) {
            events.emit(
                    new Event.FloorDoubted(
                            chain,
                            "nodes of the same chain are far apart: " + testimony.text(),
                            "the highest counts; if it is the wrong one, take that node out of"
                                    + " [chain.floor] and start again"));
        }
        if (enough && testimony.height().isPresent()) {
            events.emit(
                    new Event.FloorLearned(
                            chain, testimony.height().getAsLong(), testimony.text()));
        } else if (enough) {
            events.emit(
                    new Event.FloorNotLearned(
                            chain,
                            testimony.text(),
                            "it is signed without knowing the chain's height, because answers_min"
                                    + " = 0: an old state would not be noticed"));
        } else {
            events.emit(
                    new Event.FloorNotLearned(
                            chain,
                            testimony.text(),
                            "nothing new is signed until "
                                    + settings.answersMin()
                                    + " of these nodes answer; they are asked again"));
        }
    }
}
