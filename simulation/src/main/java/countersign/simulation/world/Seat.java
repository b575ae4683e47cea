package countersign.simulation.world;

import countersign.bytes.Bytes;
import countersign.consensus.ChainId;
import countersign.consensus.Hrs;
import countersign.consensus.PublicKey;
import countersign.guard.Disk;
import countersign.guard.Mark;
import countersign.guard.StateFile;
import countersign.guard.StoreException;
import countersign.harness.ledger.Ledger;
import countersign.harness.wire.Query;
import countersign.simulation.clockwork.Life;
import countersign.simulation.disk.StoredFile;

import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// One key on one chain: its device, its state file, and all that the world knows of it and the
/// signer does not remember.
final class Seat {
    private static final long NEVER = Long.MAX_VALUE;

    private final String name;
    private final ChainView chain;
    private final SimulatedKey key;
    private final StoredFile file;
    private final History history;
    private final Map<Bytes, Query> asked = new HashMap<>();

    private Ledger ledger = new Ledger();
    private Optional<Hrs> highestEver = Optional.empty();
    private Mark held = new Mark.Unsigned();
    private final Set<Mark> inFlight = new HashSet<>();
    private Optional<Backup> backup = Optional.empty();
    private boolean replaced;
    private Optional<Life> starting = Optional.empty();
    private long signatures;

    // Of the process that runs now.
    private long failedAt = NEVER;
    private long replacedAt = NEVER;
    private boolean disturbed;
    private boolean poisoned;

    private long recoveredVersion = -1;
    private Optional<Mark> recovered = Optional.empty();

    /// A whole state file with the mark in it.
    record Backup(Bytes content, Mark mark) {}

    Seat(String name, ChainView chain, SimulatedKey key, StoredFile file, History history) {
        this.name = name;
        this.chain = chain;
        this.key = key;
        this.file = file;
        this.history = history;
    }

    ChainId chainId() {
        return chain.id();
    }

    ChainView chain() {
        return chain;
    }

    SimulatedKey key() {
        return key;
    }

    PublicKey publicKey() {
        return key.publicKey();
    }

    StoredFile file() {
        return file;
    }

    History history() {
        return history;
    }

    /// What was asked in these bytes; empty where no node ever sent them.
    Optional<Query> asked(Bytes request) {
        return Optional.ofNullable(asked.get(request));
    }

    void asks(Bytes request, Query query) {
        asked.put(request, query);
    }

    Ledger ledger() {
        return ledger;
    }

    Optional<Hrs> highestReleased() {
        return ledger.highest(chainId(), publicKey());
    }

    /// The highest place ever released, rollbacks notwithstanding.
    Optional<Hrs> highestEver() {
        return highestEver;
    }

    void released(Hrs place) {
        signatures++;
        if (highestEver.isEmpty() || place.compareTo(highestEver.get()) > 0) {
            highestEver = Optional.of(place);
        }
    }

    /// How many answers with a signature have left.
    long signatures() {
        return signatures;
    }

    /// What the state says, as far as the world knows.
    Mark held() {
        return held;
    }

    boolean mayHold(Mark mark) {
        return mark.equals(held) || inFlight.contains(mark);
    }

    void begins(Mark next) {
        inFlight.add(next);
    }

    void advanced(Mark next) {
        held = next;
        inFlight.clear();
    }

    /// A process is about to open the state.
    void startsWith(Life life) {
        starting = Optional.of(life);
    }

    /// A process has opened the state at this mark.
    void opened(Mark mark) {
        advanced(mark);
        starting = Optional.empty();
        failedAt = NEVER;
        replacedAt = NEVER;
        disturbed = false;
        poisoned = false;
    }

    /// An operation of the disk was made to fail. From here on the process that has the state open
    /// must not sign.
    void diskFailed() {
        disturbed = true;
        failedAt = Math.min(failedAt, history.step());
        history.tell(name + ": the disk fails");
    }

    /// Whether something was judged at `step` after the disk had failed in this process.
    boolean hadFailedBefore(long step) {
        return failedAt < step;
    }

    boolean wasReplacedBefore(long step) {
        return replacedAt < step;
    }

    void poisoned() {
        poisoned = true;
        if (!disturbed) {
            history.breaks("false-alarm", name + " is poisoned without a cause");
        }
    }

    boolean isPoisoned() {
        return poisoned;
    }

    void rots(boolean atOnce) {
        disturbed = true;
        file.rot(atOnce);
        history.tell(name + ": a copy rots");
    }

    /// Takes a backup, where the content is beyond doubt.
    void backUp() {
        if (inFlight.isEmpty() && file.isSettled() && file.rottenCopies() == 0 && !replaced) {
            backup = Optional.of(new Backup(Bytes.of(file.content()), held));
        }
    }

    /// Puts the last backup in place, if it says something else than what is there. Not while a
    /// process is about to open it: that is the operator who starts on a backup, and answers for
    /// it.
    void restore(boolean inPlace) {
        boolean opening = starting.isPresent() && !starting.get().isDead();
        if (opening || backup.isEmpty() || mayHold(backup.get().mark())) {
            return;
        }
        file.replace(backup.get().content().toArray(), inPlace);
        replaced = true;
        disturbed = true;
        replacedAt = Math.min(replacedAt, history.step());
        history.tell(name + ": a backup is put in place, at " + describe(backup.map(Backup::mark)));
    }

    /// Whether what lies at the name is an old state that nobody has opened yet.
    boolean isReplaced() {
        return replaced;
    }

    /// The operator starts on a backup: what was signed since is forgotten, by his hand. From here
    /// on the signer answers for what it does after it.
    void forgetSinceBackup() {
        ledger = new Ledger();
        held = backup.orElseThrow().mark();
        inFlight.clear();
        replaced = false;
        history.tell(name + ": rolled back by hand to " + describe(Optional.of(held)));
    }

    /// The operator does as he is told: a new state above what was released.
    void createAnew() {
        held = highestEver.<Mark>map(Mark.Burnt::new).orElse(new Mark.Unsigned());
        inFlight.clear();
        replaced = false;
        file.replace(StateFile.created(chainId(), publicKey(), held), false);
        history.tell(name + ": created anew at " + describe(Optional.of(held)));
    }

    /// What the real recovery makes of what a power cut would leave now, or nothing where it
    /// refuses it.
    Optional<Mark> recoverable() {
        if (recoveredVersion != file.version()) {
            recoveredVersion = file.version();
            recovered = recover(new ScratchDisk(file.durable()));
        }
        return recovered;
    }

    private Optional<Mark> recover(Disk disk) {
        try (StateFile copy = StateFile.open(disk, chainId(), publicKey())) {
            return Optional.of(copy.current());
        } catch (StoreException refused) {
            return Optional.empty();
        }
    }

    /// A mark as operators write it.
    static String describe(Optional<Mark> mark) {
        return mark.map(m -> m.place().map(Hrs::toString).orElse("unsigned")).orElse("nothing");
    }

    @Override
    public String toString() {
        return name;
    }
}
