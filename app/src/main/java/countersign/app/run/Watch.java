package countersign.app.run;

import countersign.event.Event;
import countersign.event.Events;

import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.BooleanSupplier;

/// Waits for the signer to have nothing more to do.
final class Watch implements Events {
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private int linksEnded;

    @Override
    public void emit(Event event) {
        if (event instanceof Event.ChainPoisoned) {
            update(0);
        }
    }

    /// To be called when a link's thread is done.
    void linkEnded() {
        update(1);
    }

    /// Waits until `links` links have ended, or until `poisoned` holds after an event.
    void await(int links, BooleanSupplier poisoned) throws InterruptedException {
        lock.lock();
        try {
            while (linksEnded < links && !poisoned.getAsBoolean()) {
                changed.await();
            }
        } finally {
            lock.unlock();
        }
    }

    private void update(int ended) {
        lock.lock();
        try {
            linksEnded += ended;
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }
}
