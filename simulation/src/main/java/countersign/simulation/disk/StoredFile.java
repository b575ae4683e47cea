package countersign.simulation.disk;

import countersign.guard.Disk;
import countersign.guard.StoreException;
import countersign.simulation.clockwork.Life;

import java.util.Optional;

/// What a state file's name leads to, and who has it open.
public final class StoredFile {
    private static final long VERSIONS_MAX = 1L << 32;

    private final String name;
    private final Device device;
    private Platter platter;
    private long replacements;
    private Optional<Life> owner = Optional.empty();

    StoredFile(String name, Device device, byte[] content) {
        this.name = name;
        this.device = device;
        this.platter = new Platter(content);
    }

    public String name() {
        return name;
    }

    public Device device() {
        return device;
    }

    /// Opens and locks it for a process, whose death unlocks it. `failed` hears of every operation
    /// that was made to fail.
    public Disk open(Life life, Runnable failed) throws StoreException {
        life.requireAlive();
        if (isLocked()) {
            throw new StoreException("another process signs with state " + name, "stop it");
        }
        owner = Optional.of(life);
        return new OpenFile(this, platter, life, failed);
    }

    /// Whether a process has it open.
    public boolean isLocked() {
        return owner.isPresent() && !owner.get().isDead();
    }

    /// A copy of the whole file, as a backup takes it.
    public byte[] content() {
        return platter.seen();
    }

    /// What a power cut now would leave, nothing in flight having arrived.
    public byte[] durable() {
        return platter.durable();
    }

    /// Counts the changes of [#durable] of what the name leads to.
    public long version() {
        return replacements * VERSIONS_MAX + platter.version();
    }

    /// Whether a write was begun that is not flushed.
    public boolean isSettled() {
        return !platter.hasSectorsInFlight();
    }

    /// How many of the four copies are damaged at rest.
    public int rottenCopies() {
        return platter.rottenBlocks();
    }

    /// Damages one copy.
    public void rot(boolean atOnce) {
        int blocks = platter.length() / Platter.BLOCK_BYTES;
        platter.rot(device.chance().below(blocks), atOnce, device.chance());
    }

    /// Puts other content in place: into the same file, or as another one under its name.
    public void replace(byte[] content, boolean inPlace) {
        if (inPlace) {
            platter.overwrite(content);
        } else {
            platter = new Platter(content);
            replacements++;
        }
    }

    Platter platter() {
        return platter;
    }

    void release(Life life) {
        if (owner.isPresent() && owner.get() == life) {
            owner = Optional.empty();
        }
    }
}
