package countersign.verdicts;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import countersign.consensus.ConsensusMessage;
import countersign.event.Event;
import countersign.guard.Guard;
import countersign.guard.Mark;
import countersign.guard.RawSigning;
import countersign.guard.Refusal;
import countersign.guard.Samples;
import countersign.guard.StateFile;
import countersign.guard.StoreException;
import countersign.guard.Verdict;
import countersign.proof.Figures;
import countersign.proof.Proof;

import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/// An old backup that is put in place under a guard at work, and other ways to lose its file: each
/// with backups of different ages.
class RollbackTest {
    private static final int LATER_REQUESTS = 5;
    private static final int COPY_BYTES = 4096;

    @TempDir private Path directory = Path.of("unset");

    /// What an operator, a script or a volume manager may do to a file. Mounting another one over
    /// it takes rights that a unit test lacks; to the guard it is another inode, as here.
    enum Way {
        OVERWRITTEN,
        RENAMED_OVER,
        DELETED_AND_COPIED,
        LINKED_TO,
        DELETED,
        EMPTIED,
        CUT_SHORT,
        ONE_COPY_PUT_BACK;

        private void change(Path file, Path backup) throws IOException {
            switch (this) {
                case OVERWRITTEN -> overwrite(file, Files.readAllBytes(backup));
                case RENAMED_OVER -> Files.move(backup, file, StandardCopyOption.ATOMIC_MOVE);
                case DELETED_AND_COPIED -> {
                    Files.delete(file);
                    Files.copy(backup, file);
                }
                case LINKED_TO -> {
                    Files.delete(file);
                    Files.createSymbolicLink(file, backup);
                }
                case DELETED -> Files.delete(file);
                case EMPTIED -> truncate(file, 0);
                case CUT_SHORT -> truncate(file, 8191);
                case ONE_COPY_PUT_BACK -> {
                    byte[] old = Files.readAllBytes(backup);
                    byte[] now = Files.readAllBytes(file);
                    int copy = Arrays.mismatch(old, now) / COPY_BYTES * COPY_BYTES;
                    System.arraycopy(old, copy, now, copy, COPY_BYTES);
                    overwrite(file, now);
                }
            }
        }

        private static void overwrite(Path file, byte[] content) throws IOException {
            Files.write(file, content, StandardOpenOption.WRITE);
        }

        private static void truncate(Path file, int length) throws IOException {
            try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
                channel.truncate(length);
            }
        }
    }

    @Proof("D2")
    void backupPutInPlaceAtWork_isNoticedBeforeTheNextSignatureAndFinal(Figures figures)
            throws IOException, StoreException {
        int ages = figures.size("ages of the backup", 3, 100);
        for (Way way : Way.values()) {
            for (int age = 1; age <= ages; age++) {
                rollBack(way, Files.createDirectory(directory.resolve(way + "-" + age)), age);
            }
        }
        figures.found("ways to change the file of a guard at work", Way.values().length);
    }

    private static void rollBack(Way way, Path home, int ageInMarks)
            throws IOException, StoreException {
        Path file = home.resolve("state");
        List<Event> events = new ArrayList<>();
        StateFile.create(file, Samples.CHAIN, Samples.KEY, new Mark.Unsigned());
        StateFile state = StateFile.open(file, Samples.CHAIN, Samples.KEY);
        try (Guard guard =
                new Guard(Samples.CHAIN, Samples.KEY, state, RawSigning.FORBIDDEN, events::add)) {
            int height = 1;
            sign(guard, height++);
            Path backup = Files.copy(file, home.resolve("backup"));
            for (int i = 0; i < ageInMarks; i++) {
                sign(guard, height++);
            }
            way.change(file, backup);

            Mark held = Samples.held(height - 1);
            for (int i = 0; i < LATER_REQUESTS; i++) {
                ConsensusMessage next = Samples.precommit(height + i, 0, Samples.B);
                assertEquals(
                        new Verdict.Refused(Refusal.POISONED, held),
                        guard.judge(next, Optional.empty()),
                        way + " " + ageInMarks);
            }
            ConsensusMessage conflict = Samples.precommit(2, 0, Samples.B);
            assertInstanceOf(
                    Verdict.Refused.class, guard.judge(conflict, Optional.empty()), "" + way);
            assertTrue(guard.isPoisoned());
            assertInstanceOf(Event.ChainPoisoned.class, events.getLast());
        }
    }

    private static void sign(Guard guard, long height) {
        assertInstanceOf(
                Verdict.Allowed.class,
                guard.judge(Samples.precommit(height, 0, Samples.A), Optional.empty()));
    }
}
