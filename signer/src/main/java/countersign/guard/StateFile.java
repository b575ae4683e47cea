package countersign.guard;

import countersign.bytes.Check;
import countersign.consensus.ChainId;
import countersign.consensus.Hrs;
import countersign.consensus.PublicKey;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/// The mark in a file of 16 KiB: four blocks, each a [StateRecord] and zeros.
///
///     offset     0        4096       8192       12288
///            ┌──────────┬──────────┬──────────┬──────────┐
///            │ copy     │ copy     │ copy     │ copy     │
///            └──────────┴──────────┴──────────┴──────────┘
///             pair 0: even sequence  pair 1: odd sequence
///
/// A mark is written twice, into the pair that does not hold the current one, by one write of 8 KiB
/// with one flush, and counts when that write returns. A crash leaves the current pair untouched
/// and the other one old, new or half; either way the highest released mark, or one above it, is
/// there to be read. One damaged copy is made good from its sibling before first use. More damage
/// than that may stop the signer, but never lowers its mark: [Recovery] opens no file in which both
/// copies of either pair are gone. `docs/state-file.md` has the argument at length.
///
/// Why not a temporary file and a rename: that takes two flushes, and leaves a moment in which the
/// new name is not yet on the disk. Why the file is compared with memory before each write: an
/// operator who puts a backup in place under a running signer must stop it, not rewind it.
///
/// One caller at a time, as [MarkStore] says.
public final class StateFile implements MarkStore {
    /// How many copies there are.
    public static final int COPIES = 4;

    private static final int BLOCK_BYTES = 4096;
    private static final int PAIR_BYTES = 2 * BLOCK_BYTES;
    private static final int FILE_BYTES = 2 * PAIR_BYTES;

    /// A signer at work writes some thousand times a second at most, and not without a pause.
    private static final int READS_MAX = 100;

    private final Disk disk;
    private final byte[] image;
    private final int intactCopies;
    private StateRecord newest;
    // False from the start of a write until it has succeeded, so that nothing can follow a failure.
    private boolean usable;

    private StateFile(Disk disk, Recovery found, byte[] image) {
        this.disk = disk;
        this.image = image;
        this.intactCopies = found.intactCopies();
        this.newest = found.newest();
        this.usable = true;
    }

    /// Creates the state of a key on a chain, with mode 0600. Returns when it would survive a power
    /// cut. Throws where anything has that name: a state is never overwritten.
    public static void create(Path file, ChainId chain, PublicKey key, Mark first)
            throws StoreException {
        SyncedFile.create(file, created(chain, key, first));
    }

    /// What a state that was just created consists of.
    public static byte[] created(ChainId chain, PublicKey key, Mark first) {
        StateRecord even = new StateRecord(chain, key.type(), key.address(), 0, first);
        return image(even, even.next(first));
    }

    /// Opens and locks the state of a key on a chain. Repairs a damaged copy first. Throws where
    /// the file is missing, foreign, in use, or not beyond doubt.
    public static StateFile open(Path file, ChainId chain, PublicKey key) throws StoreException {
        Disk disk = SyncedFile.open(file);
        try {
            return open(disk, chain, key);
        } catch (StoreException e) {
            disk.close();
            throw e;
        }
    }

    /// Reads a state without locking it or changing anything, also while another process signs with
    /// it. Throws as [#open] does.
    public static Snapshot inspect(Path file) throws StoreException {
        try (SyncedFile disk = SyncedFile.openForReading(file)) {
            Recovery found = recover(disk.name(), readBetweenWrites(disk));
            StateRecord newest = found.newest();
            return new Snapshot(
                    newest.chain(),
                    newest.keyType(),
                    newest.address(),
                    newest.sequence(),
                    newest.mark(),
                    found.intactCopies());
        }
    }

    /// A running signer writes one copy after the other. Read in between they seem to be of several
    /// states; but then they look different the next time.
    private static List<byte[]> readBetweenWrites(Disk disk) throws StoreException {
        List<byte[]> blocks = readBlocks(disk);
        for (int reads = 1; reads < READS_MAX; reads++) {
            List<byte[]> again = readBlocks(disk);
            boolean same = true;
            for (int i = 0; i < blocks.size(); i++) {
                same &= Arrays.equals(blocks.get(i), again.get(i));
            }
            if (same) {
                return again;
            }
            blocks = again;
        }
        return blocks;
    }

    /// Opens the state on a disk that is open, and nobody else's, as [#open] says. The disk stays
    /// open where this throws.
    public static StateFile open(Disk disk, ChainId chain, PublicKey key) throws StoreException {
        List<byte[]> blocks = readBlocks(disk);
        Recovery found = recover(disk.name(), blocks);
        requireOwner(disk.name(), found.newest(), chain, key);
        byte[] image = image(found.newest(), found.previous());
        settle(disk, blocks, image);
        return new StateFile(disk, found, image);
    }

    @Override
    public Mark current() {
        return newest.mark();
    }

    /// How many of the four copies were whole when the file was opened. Fewer means that the disk
    /// damaged what it held; they are whole again.
    public int intactCopies() {
        return intactCopies;
    }

    @Override
    public void advance(Mark expected, Mark next) throws StoreException {
        Check.that(expected.equals(newest.mark()), "who advances a mark knows the current one");
        Check.that(next.isAbove(expected), "a mark only moves up");
        write(newest.next(next));
    }

    /// Takes the mark down, for [Lowering] alone. As durable as [#advance], and by the same write:
    /// after a crash the file holds the old mark or the new one.
    void lower(Mark given, Mark.Burnt down) throws StoreException {
        Check.that(given.equals(newest.mark()), "who lowers a mark knows the current one");
        Check.that(given.isAbove(down), "lowering goes down");
        write(newest.lowered(down));
    }

    /// Takes every place up to `floor`: the mark moves to [Mark.Burnt] there, unless it is at or
    /// above it already. As durable as [#advance].
    public void raise(Hrs floor) throws StoreException {
        Mark burnt = new Mark.Burnt(floor);
        if (burnt.isAbove(current())) {
            advance(current(), burnt);
        }
    }

    @Override
    public void close() {
        usable = false;
        disk.close();
    }

    private void write(StateRecord record) throws StoreException {
        if (!usable) {
            throw new StoreException(
                    "state " + disk.name() + " failed earlier, or is closed", beforeRestart());
        }
        usable = false;
        try {
            requireUntouched();
            place(image, record);
            int offset = offset(record);
            disk.write(offset, Arrays.copyOfRange(image, offset, offset + PAIR_BYTES));
        } catch (IOException e) {
            throw new StoreException(
                    "state " + disk.name() + " cannot be advanced: " + e.getMessage(),
                    beforeRestart(),
                    e);
        }
        newest = record;
        usable = true;
    }

    private void requireUntouched() throws IOException {
        if (disk.length() != FILE_BYTES || !Arrays.equals(disk.read(0, FILE_BYTES), image)) {
            throw new IOException("somebody else has changed it");
        }
    }

    private String beforeRestart() {
        return "nothing is signed until a restart; before that, make sure that the disk is healthy"
                + " and that `state show` shows no lower mark than "
                + Recovery.describe(current());
    }

    private static Recovery recover(String name, List<byte[]> blocks) throws StoreException {
        List<StateRecord.Reading> copies = new ArrayList<>();
        for (byte[] block : blocks) {
            copies.add(copy(block));
        }
        return Recovery.of(name, copies);
    }

    /// A copy with anything behind it is damaged as a whole, so that a repair never has to write
    /// over a good one.
    private static StateRecord.Reading copy(byte[] block) {
        byte[] record = Arrays.copyOf(block, StateRecord.BYTES);
        StateRecord.Reading reading = StateRecord.decode(record);
        boolean alone = Arrays.equals(Arrays.copyOf(record, BLOCK_BYTES), block);
        return reading instanceof StateRecord.Reading.Intact && !alone
                ? new StateRecord.Reading.Damaged()
                : reading;
    }

    private static void requireOwner(String name, StateRecord found, ChainId chain, PublicKey key)
            throws StoreException {
        StateRecord expected =
                new StateRecord(chain, key.type(), key.address(), found.sequence(), found.mark());
        if (!expected.sameOwner(found)) {
            throw new StoreException(
                    "state " + name + " is of " + owner(found) + " instead of " + owner(expected),
                    "give every chain and key a state file of its own");
        }
    }

    private static String owner(StateRecord record) {
        return "validator "
                + record.address().upperHex()
                + " ("
                + record.keyType().cometName()
                + ") on chain '"
                + record.chain()
                + "'";
    }

    /// Writes every block as it should be, whether or not it reads like that: after a flush that
    /// failed, the system may show what never reached the disk, and this process must not sign on
    /// the word of a cache. Damaged and outdated copies come first, whose content nobody needs,
    /// then the good ones one by one, each beside a sibling at rest, so that another crash in
    /// between loses nothing.
    private static void settle(Disk disk, List<byte[]> blocks, byte[] image) throws StoreException {
        for (boolean good : new boolean[] {false, true}) {
            for (int i = 0; i < blocks.size(); i++) {
                byte[] wanted = Arrays.copyOfRange(image, i * BLOCK_BYTES, (i + 1) * BLOCK_BYTES);
                if (Arrays.equals(blocks.get(i), wanted) == good) {
                    settle(disk, i, wanted);
                }
            }
        }
    }

    private static void settle(Disk disk, int block, byte[] wanted) throws StoreException {
        try {
            disk.write(block * BLOCK_BYTES, wanted);
        } catch (IOException e) {
            throw new StoreException(
                    "state " + disk.name() + " cannot be written: " + e.getMessage(),
                    "move it to a healthy disk",
                    e);
        }
    }

    /// Reads block by block: one that the disk cannot read is a damaged copy, and no more.
    private static List<byte[]> readBlocks(Disk disk) throws StoreException {
        requireLength(disk);
        List<byte[]> blocks = new ArrayList<>();
        for (int offset = 0; offset < FILE_BYTES; offset += BLOCK_BYTES) {
            byte[] block;
            try {
                block = disk.read(offset, BLOCK_BYTES);
            } catch (IOException unreadable) {
                block = new byte[BLOCK_BYTES];
            }
            blocks.add(block);
        }
        return blocks;
    }

    private static void requireLength(Disk disk) throws StoreException {
        long length;
        try {
            length = disk.length();
        } catch (IOException e) {
            throw new StoreException(
                    "state " + disk.name() + " cannot be read: " + e.getMessage(),
                    "check the file and its disk",
                    e);
        }
        if (length != FILE_BYTES) {
            throw new StoreException(
                    "state " + disk.name() + " has " + length + " bytes instead of " + FILE_BYTES,
                    "restore the whole file only if nothing was signed since that backup;"
                            + " otherwise create a new state above what was signed last");
        }
    }

    private static byte[] image(StateRecord one, StateRecord other) {
        byte[] image = new byte[FILE_BYTES];
        place(image, one);
        place(image, other);
        return image;
    }

    private static void place(byte[] image, StateRecord record) {
        byte[] copy = record.encode();
        System.arraycopy(copy, 0, image, offset(record), copy.length);
        System.arraycopy(copy, 0, image, offset(record) + BLOCK_BYTES, copy.length);
    }

    private static int offset(StateRecord record) {
        return (int) (record.sequence() % 2) * PAIR_BYTES;
    }
}
