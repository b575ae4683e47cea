package countersign.simulation.world;

import countersign.guard.StoreException;
import countersign.simulation.clockwork.Life;

import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// Starts what is down, restarts what is poisoned, takes backups and puts them back, and sometimes
/// starts a second signer by mistake.
final class Operator {
    private static final long REACTION_NANOS_MAX = 3_000_000_000L;

    private final Engine engine;
    private final List<SignerProcess> signers;
    private final Map<SignerProcess, Long> due = new HashMap<>();
    private long rollbacks;

    Operator(Engine engine, List<SignerProcess> signers) {
        this.engine = engine;
        this.signers = signers;
    }

    /// How often he started on a backup although he must not.
    long rollbacks() {
        return rollbacks;
    }

    /// Looks after every signer, between two turns.
    void look() {
        for (SignerProcess signer : signers) {
            if (!signer.isDown() && !signer.isPoisoned()) {
                due.remove(signer);
            } else if (isDue(signer)) {
                due.remove(signer);
                attend(signer);
            }
        }
    }

    void backUpOrRestore(Seat seat) {
        if (engine.chance().in(0.5)) {
            seat.backUp();
        } else {
            seat.restore(engine.chance().in(0.5));
        }
    }

    /// A second process on the same state, which its lock must refuse.
    void startTwice(Seat seat) {
        if (!seat.file().isLocked()) {
            return;
        }
        Life second = new Life("second signer");
        try {
            seat.file().open(second, () -> {}).close();
            seat.history().breaks("lock", seat + " is opened by a second process");
        } catch (StoreException refused) {
            seat.history().tell("a second signer of " + seat + " is refused");
        } finally {
            second.end();
        }
    }

    private boolean isDue(SignerProcess signer) {
        long now = engine.clockwork().nanos();
        Long at = due.get(signer);
        if (at == null) {
            long reaction = now + engine.chance().between(0, REACTION_NANOS_MAX);
            due.put(signer, reaction);
            engine.clockwork().expect(reaction);
            return false;
        }
        return at <= now;
    }

    private void attend(SignerProcess signer) {
        if (signer.isDown()) {
            signer.seats().forEach(this::prepare);
            signer.start();
        } else if (engine.chance().in(0.5)) {
            signer.stop();
        } else {
            signer.kill();
        }
    }

    private void prepare(Seat seat) {
        if (seat.file().rottenCopies() > 1) {
            seat.createAnew();
        } else if (seat.isReplaced()) {
            if (engine.chance().in(0.5)) {
                seat.createAnew();
            } else {
                rollbacks++;
                seat.forgetSinceBackup();
            }
        }
    }
}
