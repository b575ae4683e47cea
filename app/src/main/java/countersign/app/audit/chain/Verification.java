package countersign.app.audit.chain;

import countersign.bytes.Bytes;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Checks a chain that is handed in file by file and line by line, in constant memory. Reads no
/// file itself.
public final class Verification {
    /// More than this many findings help nobody; the others are counted.
    public static final int FINDINGS_MAX = 100;

    private final Optional<Head> wanted;
    private final Torn torn = new Torn();
    private final List<Finding> notes = new ArrayList<>();
    private final List<Finding> findings = new ArrayList<>();
    private long further;

    private String file = "";
    private long lineNumber;
    private boolean skipping;
    private boolean unended;

    private Head head = Head.NONE;
    private boolean wantedSeen;
    private long files;
    private long entries;
    private Head first = Head.NONE;
    private long lost;
    private String from = "";
    private String to = "";

    /// `wanted` is a line that the chain must contain.
    public Verification(Optional<Head> wanted) {
        this.wanted = wanted;
    }

    /// What follows are the lines of this file, which comes after the one before.
    public void begin(String name) {
        if (unended) {
            find(lineNumber, "is not ended, and yet another file follows");
        }
        findAltered();
        file = name;
        lineNumber = 0;
        skipping = false;
        unended = false;
        files++;
    }

    /// The whole file is unreadable.
    public void unreadable(String why) {
        find(0, why);
    }

    /// One line without its newline.
    public void line(byte[] bytes) {
        lineNumber++;
        if (skipping) {
            return;
        }
        Optional<Line> line = Line.parse(bytes);
        if (line.isPresent()) {
            accept(line.get());
        } else if (lineNumber == 1) {
            find(1, "is altered: every file begins with an intact line that says what it is");
        } else {
            torn.add(new Finding(file, lineNumber, ""), bytes);
        }
    }

    /// A line that is longer than any of an audit.
    public void overlongLine() {
        lineNumber++;
        if (!skipping) {
            find(lineNumber, "is longer than any line of an audit");
        }
    }

    /// The end of the file: what stands after its last newline.
    public void end(byte[] rest) {
        if (lineNumber == 0 && rest.length == 0) {
            find(0, "is empty");
        } else if (rest.length > 0) {
            unended = true;
            line(rest);
        }
    }

    /// After the last file.
    public Report finish() {
        if (!torn.isEmpty() && torn.isWhatAWriterLeft(head)) {
            torn.takeFor("is torn: the writer died here, or is writing it now").forEach(this::note);
        } else {
            findAltered();
            if (unended && findings.isEmpty()) {
                note(lineNumber, "has no newline yet: the writer died here, or is writing it now");
            }
        }
        if (wanted.isPresent() && !wantedSeen) {
            find(
                    new Finding(
                            "",
                            0,
                            "entry %s is not there: the chain was cut off before it, or replaced"
                                    .formatted(wanted.get())));
        }
        Report.Extent extent = new Report.Extent(files, entries, first.seq(), head, from, to);
        return new Report(extent, lost, notes, findings, further);
    }

    private void accept(Line line) {
        long damaged = torn.lines();
        if (isResumption(line)) {
            torn.takeFor("is torn: the writer died here, and the next one went on")
                    .forEach(this::note);
        } else {
            findAltered();
        }
        if (lineNumber == 1 || ChainWords.isFile(line)) {
            Optional<String> fault = ChainWords.fault(line);
            fault.ifPresent(what -> find(lineNumber, what));
            // Of another version not even the way it is chained is known.
            skipping = fault.isPresent() && ChainWords.isFile(line);
            ChainWords.broken(line)
                    .ifPresent(why -> find(lineNumber, "its writer found a break: " + why));
        }
        count(line);
        if (isInPlace(line, damaged)) {
            head = line.head();
        }
    }

    private boolean isResumption(Line line) {
        return !torn.isEmpty() && line.follows(head) && ChainWords.isResumed(line, torn.bytes());
    }

    private void count(Line line) {
        entries++;
        if (from.isEmpty()) {
            from = line.time();
        }
        to = line.time();
        wantedSeen |= wanted.equals(Optional.of(line.head()));
        long entriesLost = ChainWords.lost(line);
        if (entriesLost > 0) {
            lost += entriesLost;
            note(lineNumber, entriesLost + " entries are lost here: they could not be written");
        }
    }

    /// Whether the chain goes on from this line. Each thing that is wrong is found once, where it
    /// shows first.
    private boolean isInPlace(Line line, long damaged) {
        long seq = line.head().seq();
        long last = head.seq();
        if (first.seq() == 0) {
            first = line.head();
            beginChain(line);
            return true;
        }
        if (line.follows(head) || (damaged > 0 && seq == last + damaged + 1)) {
            return true;
        }
        if (line.follows(Head.NONE) && !line.head().equals(first)) {
            find(lineNumber, "begins a new chain: it does not go on from entry " + last);
            return true;
        }
        if (seq > last) {
            find(lineNumber, seq == last + 1 ? unlinked(last) : missing(last + 1, seq - 1));
            return true;
        }
        find(lineNumber, misplaced(line, last));
        return false;
    }

    private void beginChain(Line line) {
        boolean follows = line.head().seq() > 1 || line.follows(Head.NONE);
        if (!follows) {
            find(lineNumber, "claims to be the first entry, and yet another one was before it");
        }
    }

    private static String unlinked(long last) {
        return "does not follow entry " + last + " as it stands here: that one was replaced";
    }

    private static String missing(long from, long to) {
        String which =
                from == to ? "entry " + from + " is" : "entries " + from + " to " + to + " are";
        return which + " missing before it";
    }

    private String misplaced(Line line, long last) {
        long seq = line.head().seq();
        if (line.head().equals(head)) {
            return "repeats entry " + seq;
        }
        return seq == last
                ? "is another entry " + seq + " than the one before it"
                : "is entry " + seq + " after entry " + last + ": repeated or moved";
    }

    private void findAltered() {
        further += torn.unnamed();
        torn.takeFor("is altered, or was never a line of this audit").forEach(this::find);
    }

    private void note(long line, String what) {
        note(new Finding(file, line, what));
    }

    private void note(Finding note) {
        if (notes.size() < FINDINGS_MAX) {
            notes.add(note);
        }
    }

    private void find(long line, String what) {
        find(new Finding(file, line, what));
    }

    private void find(Finding finding) {
        if (findings.size() < FINDINGS_MAX) {
            findings.add(finding);
        } else {
            further++;
        }
    }

    /// Lines without a hash that fits, until it is known whether a writer died there.
    private static final class Torn {
        private final List<Finding> places = new ArrayList<>();
        private Bytes bytes = Bytes.EMPTY;
        private long lines;

        boolean isEmpty() {
            return lines == 0;
        }

        long lines() {
            return lines;
        }

        /// Lines beyond those that can be told by their places.
        long unnamed() {
            return lines - places.size();
        }

        void add(Finding place, byte[] line) {
            // More than this is never torn, and is not kept.
            if (bytes.length() <= Line.BYTES_MAX) {
                Bytes added = Bytes.of(line);
                bytes = isEmpty() ? added : bytes.concat(Bytes.of((byte) '\n')).concat(added);
            }
            if (places.size() < FINDINGS_MAX) {
                places.add(place);
            }
            lines++;
        }

        boolean isWhatAWriterLeft(Head before) {
            return FileEnd.areTorn(bytes, before);
        }

        Bytes bytes() {
            return bytes;
        }

        /// Empties this.
        List<Finding> takeFor(String what) {
            List<Finding> taken =
                    places.stream().map(p -> new Finding(p.file(), p.line(), what)).toList();
            places.clear();
            bytes = Bytes.EMPTY;
            lines = 0;
            return taken;
        }
    }
}
