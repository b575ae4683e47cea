package countersign.guard;

import countersign.bytes.Bytes;
import countersign.consensus.Hrs;
import countersign.consensus.Step;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.LongFunction;
import java.util.stream.LongStream;

/// Walks through every way in which a signer's state can go: marks advance, the power fails before,
/// within and after every write (repairs included), copies rot while it is off. After each it asks
/// the state for its mark. The marks of a life are all different, so that each is known by its
/// number: it counts how often the mark moved, whether up or, by [Lowering], down.
final class CrashExplorer {
    private static final int BLOCK_BYTES = 4096;

    /// A precommit at each height.
    static final LongFunction<Mark> UPWARDS =
            number -> number == 0 ? new Mark.Unsigned() : Samples.held(number);

    /// Up to height 2, down below it, and up again past what was given up, over other blocks.
    static final LongFunction<Mark> LOWERED_ONCE =
            number ->
                    switch ((int) number) {
                        case 0, 1, 2 -> UPWARDS.apply(number);
                        case 3 -> new Mark.Burnt(new Hrs(1, 0, Step.PROPOSE));
                        default ->
                                new Mark.Held(Samples.precommit(number - 2, 0, Samples.block(99)));
                    };

    /// How much happens within one life of the state.
    record Limits(int advances, int crashes, int rottenCopies) {}

    /// `lost` counts starts that came up below a released mark, `invented` above what was ever
    /// asked, `refused` those that did not come up at all.
    record Findings(long powerCuts, long starts, long lost, long invented, long refused) {}

    /// The disk while the power is off.
    private record Off(
            Bytes image, long released, long asked, int advances, int crashes, int rottenCopies) {}

    private final LongFunction<Mark> life;
    private final SimulatedDisk.Fault fault;
    private final boolean releasesEarly;
    private final Set<Off> known = new HashSet<>();
    private final Deque<Off> open = new ArrayDeque<>();
    private long starts;
    private long lost;
    private long invented;
    private long refused;

    private CrashExplorer(
            LongFunction<Mark> life, SimulatedDisk.Fault fault, boolean releasesEarly) {
        this.life = life;
        this.fault = fault;
        this.releasesEarly = releasesEarly;
    }

    static Findings explore(Limits limits, SimulatedDisk.Fault fault, boolean releasesEarly) {
        return explore(UPWARDS, limits, fault, releasesEarly);
    }

    static Findings explore(
            LongFunction<Mark> life,
            Limits limits,
            SimulatedDisk.Fault fault,
            boolean releasesEarly) {
        CrashExplorer explorer = new CrashExplorer(life, fault, releasesEarly);
        Bytes fresh = SimulatedDisk.created(new Mark.Unsigned()).content();
        explorer.cut(
                new Off(fresh, 0, 0, limits.advances(), limits.crashes(), limits.rottenCopies()));
        while (!explorer.open.isEmpty()) {
            explorer.startFrom(explorer.open.remove());
        }
        return new Findings(
                explorer.known.size(),
                explorer.starts,
                explorer.lost,
                explorer.invented,
                explorer.refused);
    }

    private void cut(Off off) {
        if (off.crashes() >= 0 && known.add(off)) {
            open.add(off);
        }
    }

    private void startFrom(Off off) {
        run(off);
        if (off.rottenCopies() > 0) {
            for (Bytes rotten : rotten(off.image())) {
                run(
                        new Off(
                                rotten,
                                off.released(),
                                off.asked(),
                                off.advances(),
                                off.crashes(),
                                off.rottenCopies() - 1));
            }
        }
    }

    /// Starts a signer and lets it advance as often as it may; the power may fail at any time.
    private void run(Off off) {
        starts++;
        SimulatedDisk disk = new SimulatedDisk(off.image(), fault);
        disk.inFlight(() -> cutNow(disk, off, off.advances(), off.released(), off.asked()));
        Optional<StateFile> started = start(disk);
        if (started.isEmpty()) {
            refused++;
            return;
        }
        StateFile state = started.get();
        long found = number(state.current(), off.asked());
        if (found < off.released()) {
            lost++;
            return;
        }
        if (found > off.asked()) {
            invented++;
            return;
        }
        // Whoever asks for the recovered mark again gets it signed, whether or not it was released
        // before: from here on it counts as released.
        cutNow(disk, off, off.advances(), found, off.asked());
        advance(off, disk, state, found);
    }

    private void advance(Off off, SimulatedDisk disk, StateFile state, long found) {
        long last = found;
        long released = found;
        for (int left = off.advances() - 1; left >= 0; left--) {
            long next = ++last;
            long before = releasesEarly ? next : released;
            int advancesLeft = left;
            disk.inFlight(() -> cutNow(disk, off, advancesLeft, before, next));
            try {
                move(state, life.apply(next));
            } catch (StoreException e) {
                throw new AssertionError("a simulated disk takes every write", e);
            }
            released = next;
            cutNow(disk, off, left, released, next);
        }
    }

    private static void move(StateFile state, Mark next) throws StoreException {
        if (next.isAbove(state.current())) {
            state.advance(state.current(), next);
        } else {
            Lowering.lower(state, state.current(), next.place().orElseThrow());
        }
    }

    /// The number of a mark, or one that was never asked for.
    private long number(Mark mark, long asked) {
        return LongStream.rangeClosed(0, asked)
                .filter(number -> life.apply(number).equals(mark))
                .findFirst()
                .orElse(asked + 1);
    }

    private void cutNow(SimulatedDisk disk, Off from, int advances, long released, long asked) {
        if (from.crashes() > 0) {
            for (Bytes image : disk.afterPowerCut()) {
                cut(
                        new Off(
                                image,
                                released,
                                Math.max(asked, from.asked()),
                                advances,
                                from.crashes() - 1,
                                from.rottenCopies()));
            }
        }
    }

    private static Optional<StateFile> start(Disk disk) {
        try {
            return Optional.of(StateFile.open(disk, Samples.CHAIN, Samples.KEY));
        } catch (StoreException e) {
            return Optional.empty();
        }
    }

    /// Each copy wiped, overwritten with noise, or with one bit flipped in each 16 bytes.
    private static List<Bytes> rotten(Bytes image) {
        List<Bytes> images = new ArrayList<>();
        for (int block = 0; block < 4; block++) {
            int start = block * BLOCK_BYTES;
            byte[] wiped = image.toArray();
            byte[] noise = image.toArray();
            for (int i = 0; i < SimulatedDisk.SECTOR_BYTES; i++) {
                wiped[start + i] = 0;
                noise[start + i] = (byte) (31 * i + 7);
            }
            images.add(Bytes.of(wiped));
            images.add(Bytes.of(noise));
            for (int i = 0; i < SimulatedDisk.SECTOR_BYTES; i += 16) {
                byte[] flipped = image.toArray();
                flipped[start + i] ^= 0x10;
                images.add(Bytes.of(flipped));
            }
        }
        return images;
    }
}
