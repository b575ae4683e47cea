package countersign.app.audit;

import countersign.app.audit.chain.AuditFolder;
import countersign.app.audit.chain.FileEnd;
import countersign.app.audit.chain.Head;
import countersign.app.audit.chain.Line;
import countersign.app.audit.chain.Said;
import countersign.app.config.AuditSettings;

import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.nio.file.Files;
import java.time.InstantSource;
import java.util.Deque;
import java.util.OptionalInt;

/// The chain in the files of a folder. Several processes may append to it: each batch is appended
/// under the folder's lock, after the line that is the last one then.
final class FileChain implements Chain {
    private final AuditFolder folder;
    private final FolderLock lock;
    private final long fileBytesMax;
    private final OptionalInt filesKept;
    private final InstantSource clock;
    private final Notices notices;
    private final long pid = ProcessHandle.current().pid();
    private @Nullable AuditFile file;
    // What this process wrote or went on from: it must never be missing later.
    private Head known = Head.NONE;
    private long knownNumber;

    FileChain(AuditSettings settings, InstantSource clock, Notices notices) {
        this.folder = new AuditFolder(settings.directory());
        this.lock = new FolderLock(folder);
        this.fileBytesMax = settings.fileBytesMax();
        this.filesKept = settings.filesKept();
        this.clock = clock;
        this.notices = notices;
    }

    @Override
    public void append(Deque<Entry> pending) throws IOException {
        folder.make();
        lock.holding(() -> appendLocked(pending));
    }

    private void appendLocked(Deque<Entry> pending) throws IOException {
        AuditFile current = current();
        for (Entry entry = pending.peek(); entry != null; entry = pending.peek()) {
            current = write(current, entry);
            pending.remove();
        }
    }

    @Override
    public void force() throws IOException {
        if (file != null) {
            file.force();
        }
    }

    @Override
    public Head head() {
        return known;
    }

    @Override
    public void close() throws IOException {
        leaveFile();
        lock.close();
    }

    private AuditFile write(AuditFile current, Entry entry) throws IOException {
        Said said = AuditWords.of(entry.fact());
        Line.Written line = Line.after(current.head(), entry.time(), pid, said);
        AuditFile target = current;
        if (!current.hasRoom(line.bytes().length(), fileBytesMax)) {
            target = rotate(current);
            line = Line.after(target.head(), entry.time(), pid, said);
        }
        append(target, line);
        return target;
    }

    private void append(AuditFile target, Line.Written line) throws IOException {
        try {
            target.append(line);
        } catch (IOException e) {
            leaveFile();
            throw e;
        }
        known = target.head();
        knownNumber = target.number();
    }

    /// The file that the chain ends in, with everything done that must be before a line can follow.
    private AuditFile current() throws IOException {
        AuditFile open = file;
        if (open != null && open.isAsLeft() && !folder.has(open.number() + 1)) {
            return open;
        }
        long newest = folder.newest();
        // A file that another process went on from may have been dropped since.
        boolean rewritten = false;
        if (open != null && newest <= open.number()) {
            if (open.isReplaced()) {
                leaveFile();
                return begin(Math.max(newest, knownNumber), "was replaced or deleted while in use");
            }
            rewritten = !open.holdsLast();
        }
        leaveFile();
        if (newest < knownNumber) {
            return begin(knownNumber, "is gone");
        }
        return newest == 0 ? begin(0, "") : resume(newest, rewritten);
    }

    private AuditFile resume(long number, boolean rewritten) throws IOException {
        return switch (FileEnd.read(folder.file(number))) {
            case FileEnd.Unusable(String why) -> begin(number, why);
            case FileEnd.Sound end -> {
                Head head = end.head();
                boolean forked = head.seq() == known.seq() && !head.equals(known);
                if (head.seq() < known.seq() || forked || rewritten) {
                    String what = "no longer holds entry " + known.seq() + " of this process";
                    yield begin(number, what);
                }
                AuditFile found = AuditFile.open(folder.file(number), number, end);
                file = found;
                if (!end.torn().isEmpty()) {
                    Fact torn = new Fact.Resumed(end.torn());
                    append(found, Line.after(head, clock.instant(), pid, AuditWords.of(torn)));
                }
                known = found.head();
                knownNumber = number;
                yield found;
            }
        };
    }

    /// Begins a file after one that nothing can be appended to, and says so in its first line. What
    /// is there stays as it is.
    private AuditFile begin(long previous, String broken) throws IOException {
        if (broken.isEmpty()) {
            return begin(new Fact.FileBegun(AuditFolder.name(1), "", ""), 1);
        }
        String before = AuditFolder.name(previous);
        String next = AuditFolder.name(previous + 1);
        AuditFile made =
                begin(new Fact.FileBegun(next, before, before + " " + broken), previous + 1);
        notices.warn(
                "the audit is broken: %s %s; it goes on in %s, and the old file stays as it is"
                        .formatted(folder.file(previous), broken, next));
        return made;
    }

    private AuditFile begin(Fact.FileBegun first, long number) throws IOException {
        Line.Written line = Line.after(known, clock.instant(), pid, AuditWords.of(first));
        folder.create(number, line.bytes());
        AuditFile made = AuditFile.begun(folder.file(number), number, line.head());
        file = made;
        known = line.head();
        knownNumber = number;
        notices.head(known);
        return made;
    }

    private AuditFile rotate(AuditFile full) throws IOException {
        full.force();
        leaveFile();
        long number = full.number() + 1;
        String previous = AuditFolder.name(full.number());
        AuditFile next = begin(new Fact.FileBegun(AuditFolder.name(number), previous, ""), number);
        if (filesKept.isPresent()) {
            dropOld(next, filesKept.getAsInt());
        }
        return next;
    }

    private void dropOld(AuditFile newest, int kept) throws IOException {
        for (long number : folder.numbers()) {
            if (number <= newest.number() - kept) {
                Said said = AuditWords.of(new Fact.Dropped(AuditFolder.name(number)));
                append(newest, Line.after(newest.head(), clock.instant(), pid, said));
                newest.force();
                Files.delete(folder.file(number));
            }
        }
    }

    private void leaveFile() throws IOException {
        AuditFile open = file;
        file = null;
        if (open != null) {
            open.close();
        }
    }
}
