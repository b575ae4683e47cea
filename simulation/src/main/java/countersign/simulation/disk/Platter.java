package countersign.simulation.disk;

import countersign.simulation.clockwork.Chance;

import java.util.Arrays;
import java.util.BitSet;

/// The content of one file twice: what readers see, and what a power cut leaves.
///
/// Between the two are the sectors in flight: written, not flushed. A disk writes each of them as a
/// whole or not at all, in any order.
final class Platter {
    static final int SECTOR_BYTES = 512;
    static final int BLOCK_BYTES = 4096;

    private final byte[] seen;
    private final byte[] durable;
    private final BitSet inFlight = new BitSet();
    private final BitSet rotten = new BitSet();
    private long version;

    Platter(byte[] content) {
        this.seen = content.clone();
        this.durable = content.clone();
    }

    int length() {
        return seen.length;
    }

    byte[] read(int offset, int length) {
        return Arrays.copyOfRange(seen, offset, offset + length);
    }

    /// The whole of what readers see.
    byte[] seen() {
        return seen.clone();
    }

    /// The whole of what a power cut would leave of what was flushed.
    byte[] durable() {
        return durable.clone();
    }

    /// Counts the changes of [#durable].
    long version() {
        return version;
    }

    /// How many blocks have rotted and were not written since.
    int rottenBlocks() {
        return rotten.cardinality();
    }

    boolean hasSectorsInFlight() {
        return !inFlight.isEmpty();
    }

    /// Readers see it; the disk does not have it.
    void put(int offset, byte[] content, int length) {
        System.arraycopy(content, 0, seen, offset, length);
        inFlight.set(offset / SECTOR_BYTES, (offset + length) / SECTOR_BYTES);
    }

    /// What of this range is in flight reaches the disk.
    void flush(int offset, int length) {
        for (int sector = offset / SECTOR_BYTES;
                sector * SECTOR_BYTES < offset + length;
                sector++) {
            if (inFlight.get(sector)) {
                land(sector);
            }
        }
    }

    /// A flush fails: some of the sectors are on the disk, the others never will be, and the system
    /// takes all of them for clean.
    void failToFlush(int offset, int length, Chance chance) {
        for (int sector = offset / SECTOR_BYTES;
                sector * SECTOR_BYTES < offset + length;
                sector++) {
            if (inFlight.get(sector) && chance.in(0.5)) {
                land(sector);
            }
        }
        inFlight.clear(offset / SECTOR_BYTES, (offset + length) / SECTOR_BYTES);
    }

    /// With this probability any subset of what is in flight arrives, else all or nothing.
    void cutPower(double tears, Chance chance) {
        boolean torn = chance.in(tears);
        boolean all = chance.in(0.5);
        for (int sector : inFlight.stream().toArray()) {
            if (torn ? chance.in(0.5) : all) {
                land(sector);
            }
        }
        inFlight.clear();
        System.arraycopy(durable, 0, seen, 0, seen.length);
    }

    /// A bit of a copy turns. Readers notice at once, or only when the system has to read it anew.
    void rot(int block, boolean atOnce, Chance chance) {
        int at = block * BLOCK_BYTES + chance.below(SECTOR_BYTES);
        byte bit = (byte) (1 << chance.below(Byte.SIZE));
        durable[at] ^= bit;
        if (atOnce) {
            seen[at] ^= bit;
        }
        rotten.set(block);
        version++;
    }

    /// Somebody writes the whole file anew, and flushes it.
    void overwrite(byte[] content) {
        put(0, content, content.length);
        flush(0, content.length);
    }

    private void land(int sector) {
        int offset = sector * SECTOR_BYTES;
        System.arraycopy(seen, offset, durable, offset, SECTOR_BYTES);
        inFlight.clear(sector);
        if (offset % BLOCK_BYTES == 0) {
            rotten.clear(offset / BLOCK_BYTES);
        }
        version++;
    }
}
