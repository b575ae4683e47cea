package countersign.guard;

import countersign.bytes.Bytes;

import java.io.EOFException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/// A disk that knows, for each of its 512-byte sectors, everything that may be found there after a
/// power cut: its last flushed content and whatever was written since.
///
/// A write is seen by readers at once. Between the write and its flush, `inFlight` runs: that is
/// the moment in which a power cut tears it.
final class SimulatedDisk implements Disk {
    static final int SECTOR_BYTES = 512;
    private static final int BLOCK_BYTES = 4096;

    /// How a disk, or who uses it, may break the promise of [Disk#write].
    enum Fault {
        NONE,
        NEVER_FLUSHES,
        KEEPS_FIRST_COPY_ONLY,
        KEEPS_ONE_PAIR_ONLY,
        LOSES_REPAIRS
    }

    private final Fault fault;
    private final byte[] seen;
    private final List<Set<Bytes>> platter = new ArrayList<>();
    private final Set<Integer> unreadable = new HashSet<>();
    private Runnable inFlight = () -> {};

    SimulatedDisk(Bytes content, Fault fault) {
        this.fault = fault;
        this.seen = content.toArray();
        for (int offset = 0; offset < seen.length; offset += SECTOR_BYTES) {
            platter.add(new LinkedHashSet<>(Set.of(sector(seen, offset))));
        }
    }

    SimulatedDisk(Bytes content) {
        this(content, Fault.NONE);
    }

    /// A disk on which a state was created with this first mark.
    static SimulatedDisk created(Mark first) {
        byte[] image = StateFile.created(Samples.CHAIN, Samples.KEY, first);
        return new SimulatedDisk(Bytes.of(image));
    }

    void inFlight(Runnable inFlight) {
        this.inFlight = inFlight;
    }

    /// Makes a block answer every read with an error, until it is written.
    void breakBlock(int block) {
        unreadable.add(block);
    }

    Bytes content() {
        return Bytes.of(seen);
    }

    /// Everything that may be found after a power cut now. Sectors whose content is certain are not
    /// multiplied, so that this is every subset of the sectors in flight without its duplicates.
    Set<Bytes> afterPowerCut() {
        Set<Bytes> images = new LinkedHashSet<>();
        collect(new byte[seen.length], 0, images);
        return images;
    }

    @Override
    public String name() {
        return "simulated";
    }

    @Override
    public long length() {
        return seen.length;
    }

    @Override
    public byte[] read(int offset, int length) throws IOException {
        if (offset + length > seen.length) {
            throw new EOFException("the file ends before");
        }
        for (int at = offset; at < offset + length; at += BLOCK_BYTES) {
            if (unreadable.contains(at / BLOCK_BYTES)) {
                throw new IOException("Input/output error");
            }
        }
        return Arrays.copyOfRange(seen, offset, offset + length);
    }

    @Override
    public void write(int offset, byte[] content) {
        System.arraycopy(content, 0, seen, offset, content.length);
        unreadable.remove(offset / BLOCK_BYTES);
        boolean pair = content.length > BLOCK_BYTES;
        int to = fault == Fault.KEEPS_ONE_PAIR_ONLY && pair ? 0 : offset;
        int kept =
                fault == Fault.KEEPS_FIRST_COPY_ONLY && pair
                        ? BLOCK_BYTES
                        : fault == Fault.LOSES_REPAIRS && !pair ? 0 : content.length;
        for (int at = 0; at < kept; at += SECTOR_BYTES) {
            platter.get((to + at) / SECTOR_BYTES).add(sector(content, at));
        }
        inFlight.run();
        if (fault != Fault.NEVER_FLUSHES) {
            for (int at = 0; at < kept; at += SECTOR_BYTES) {
                platter.set(
                        (to + at) / SECTOR_BYTES, new LinkedHashSet<>(Set.of(sector(content, at))));
            }
        }
    }

    /// A write whose flush fails: readers see it, and the disk never gets it. The system takes the
    /// lost content for clean and does not try again.
    void writeToCacheOnly(int offset, byte[] content) {
        System.arraycopy(content, 0, seen, offset, content.length);
    }

    @Override
    public void close() {}

    private void collect(byte[] image, int number, Set<Bytes> images) {
        if (number == platter.size()) {
            images.add(Bytes.of(image));
            return;
        }
        for (Bytes sector : platter.get(number)) {
            sector.copyTo(image, number * SECTOR_BYTES);
            collect(image, number + 1, images);
        }
    }

    private static Bytes sector(byte[] content, int offset) {
        return Bytes.of(content, offset, SECTOR_BYTES);
    }
}
