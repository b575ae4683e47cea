package countersign.simulation.clockwork;

import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;

/// One thread of a process. It is either at rest in [#rest], where the clockwork chooses it by
/// seed, or it runs, or it waits for a lock that another strand holds.
final class Strand {
    private final String name;
    private final Life life;
    private final Thread thread;
    private BooleanSupplier ready = () -> true;
    private long until;
    private boolean atRest;
    private boolean done;

    /// `body` begins at the first turn that the strand gets.
    Strand(String name, Life life, Runnable body) {
        this.name = name;
        this.life = life;
        this.thread = Thread.ofVirtual().name(name).unstarted(body);
    }

    String name() {
        return name;
    }

    Life life() {
        return life;
    }

    void start() {
        thread.start();
    }

    void finish() {
        done = true;
    }

    boolean isDone() {
        return done;
    }

    /// When it wants to go on whether or not it is ready.
    long until() {
        return until;
    }

    /// Hands the turn back until chosen again. On this strand's own thread.
    void rest(BooleanSupplier wanted, long latest) {
        ready = wanted;
        until = latest;
        atRest = true;
        while (atRest) {
            LockSupport.park();
        }
        life.requireAlive();
    }

    boolean mayRun(long now) {
        if (!atRest || (!life.isDead() && life.pausedUntil() > now)) {
            return false;
        }
        return life.isDead() || until - now <= 0 || ready.getAsBoolean();
    }

    boolean isAtRest() {
        return atRest;
    }

    void wake() {
        atRest = false;
        LockSupport.unpark(thread);
    }

    /// Whether it still has to run before everything is still. What waits for a real lock is still:
    /// it goes on when the lock's holder has had another turn.
    boolean isMoving() {
        if (done || atRest) {
            return false;
        }
        return switch (thread.getState()) {
            case WAITING, TIMED_WAITING, TERMINATED -> false;
            case NEW, RUNNABLE, BLOCKED -> true;
        };
    }
}
