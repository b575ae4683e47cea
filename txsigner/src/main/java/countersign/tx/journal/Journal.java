package countersign.tx.journal;

import countersign.bytes.Bytes;
import countersign.bytes.Check;
import countersign.consensus.ChainId;
import countersign.tx.once.Pending;
import countersign.tx.policy.Expense;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// The decisions of one account on one chain. Every method that records returns only when its line
/// would survive a power cut; where one throws, none works any more, since what follows a line that
/// failed could not be trusted. One caller at a time.
///
/// When it grows too long, what is still of use is carried into a new file.
public final class Journal implements AutoCloseable {
    /// How long a file gets, unless something else is asked for.
    public static final long FILE_BYTES_MAX = 8L * 1024 * 1024;

    /// How much is kept of why something came about. Nodes and services choose such words, and
    /// every start reads them again.
    static final int WORDS_CHARS_MAX = 4_096;

    static final String TRUST_NOTHING =
            "do not remove it: it knows which transaction may still be on its way. Find out what"
                    + " became of the last one it names, then move it aside by hand";

    private final LineStore store;
    private final InstantSource clock;
    private final Entry.Begun identity;
    private final long bytesMax;
    private final History history = new History();
    private String sum = "";
    private boolean usable = true;

    private Journal(LineStore store, InstantSource clock, Entry.Begun identity, long bytesMax) {
        this.store = store;
        this.clock = clock;
        this.identity = identity;
        this.bytesMax = bytesMax;
    }

    /// Reads what is there, or begins. Throws where a line is not what was written, and closes the
    /// store then.
    ///
    /// @param account its address, as people write it
    /// @param bytesMax how long a file gets
    public static Journal open(
            LineStore store, ChainId chain, String account, InstantSource clock, long bytesMax)
            throws JournalException {
        Journal journal =
                new Journal(store, clock, new Entry.Begun(chain.value(), account, ""), bytesMax);
        try {
            journal.begin();
        } catch (JournalException e) {
            store.close();
            throw e;
        }
        return journal;
    }

    private void begin() throws JournalException {
        List<String> lines = store.lines();
        for (int i = 0; i < lines.size(); i++) {
            replay(lines.get(i), i);
        }
        if (lines.isEmpty()) {
            add(identity);
        }
    }

    /// What was signed and may still be on its way.
    public Optional<Pending> pending() {
        return history.pending();
    }

    /// The chain is known to have taken this many transactions of the account.
    public long floor() {
        return history.floor();
    }

    /// What became of the last transaction that is not on its way any more.
    public Optional<Settled> last() {
        return history.last();
    }

    /// What became of a transaction.
    ///
    /// @param height of its block; 0 where it is in none, as far as anybody knows
    /// @param code what came of it there; 0 where it is in none, or where nobody says
    public record Settled(Bytes hash, long height, long code, String words) {}

    /// What was signed away in the last day and before.
    public List<Spent> spent() {
        return history.spent();
    }

    /// What one transaction took of daily limits, and when.
    public record Spent(Instant at, List<Expense> expenses) {
        public Spent {
            expenses = List.copyOf(expenses);
        }
    }

    /// Numbers a request.
    ///
    /// @param json as the service writes it
    public long received(String json) throws JournalException {
        long request = history.nextRequest();
        add(new Entry.Received(request, json));
        return request;
    }

    /// It will not be signed.
    public void refused(long request, String rule, String what) throws JournalException {
        add(new Entry.Refused(request, rule, cut(what)));
    }

    /// It is signed, and may be broadcast from now on. What it spends counts.
    public void signed(Pending pending, List<Expense> expenses) throws JournalException {
        Check.that(history.pending().isEmpty(), "one transaction is on its way at a time");
        add(new Entry.Signed(pending, expenses));
    }

    /// The pending transaction was handed in.
    public void broadcast(Bytes hash, String answer, String words) throws JournalException {
        add(new Entry.Broadcast(hash, answer, cut(words)));
    }

    /// The pending transaction was executed.
    public void executed(Bytes hash, long height, long code, String words) throws JournalException {
        add(new Entry.Executed(hash, height, code, cut(words)));
    }

    /// The pending transaction was not executed and never will be.
    public void gone(Bytes hash, String why) throws JournalException {
        add(new Entry.Gone(hash, cut(why)));
    }

    /// The pending transaction is not waited for any longer.
    public void givenUp(Bytes hash, String why) throws JournalException {
        add(new Entry.GivenUp(hash, 0, cut(why)));
    }

    /// The pending transaction is in a block, and nobody says what came of it there: whether it
    /// took its sequence is for the chain to say.
    public void included(Bytes hash, long height, String why) throws JournalException {
        add(new Entry.GivenUp(hash, height, cut(why)));
    }

    @Override
    public void close() {
        usable = false;
        store.close();
    }

    private static String cut(String words) {
        if (words.length() <= WORDS_CHARS_MAX) {
            return words;
        }
        // Half of a character cannot be written.
        boolean splits = Character.isHighSurrogate(words.charAt(WORDS_CHARS_MAX - 1));
        return words.substring(0, splits ? WORDS_CHARS_MAX - 1 : WORDS_CHARS_MAX) + "…";
    }

    private void replay(String line, int index) throws JournalException {
        try {
            LineCodec.Read read = LineCodec.read(line, sum, index == 0);
            if (index == 0) {
                requireOurs(read.entry());
            }
            history.add(read.at(), read.entry());
            sum = read.sum();
        } catch (IllegalArgumentException e) {
            throw new JournalException(
                    "line %d of %s is not what was written there: %s"
                            .formatted(index + 1, store.name(), e.getMessage()),
                    TRUST_NOTHING,
                    e);
        }
    }

    private void requireOurs(Entry first) throws JournalException {
        if (!(first instanceof Entry.Begun begun)) {
            throw new IllegalArgumentException("a file begins with who it is of");
        }
        if (!begun.chain().equals(identity.chain())
                || !begun.account().equals(identity.account())) {
            throw new JournalException(
                    "%s is the journal of %s on chain %s"
                            .formatted(store.name(), begun.account(), begun.chain()),
                    "give every account and chain a journal of its own");
        }
    }

    private void add(Entry entry) throws JournalException {
        if (!usable) {
            throw new JournalException(
                    store.name() + " could not be written before", "see to the disk and restart");
        }
        Instant now = clock.instant();
        LineCodec.Written written = LineCodec.write(now, entry, sum);
        usable = false;
        int bytes = written.line().getBytes(StandardCharsets.UTF_8).length + 1;
        if (store.bytes() > 0 && store.bytes() + bytes > bytesMax) {
            rotate(now);
            written = LineCodec.write(now, entry, sum);
        }
        store.append(written.line());
        sum = written.sum();
        history.add(now, entry);
        usable = true;
    }

    private void rotate(Instant now) throws JournalException {
        List<Entry> entries = new ArrayList<>();
        entries.add(new Entry.Begun(identity.chain(), identity.account(), sum));
        entries.addAll(history.carried(now));
        List<String> lines = new ArrayList<>();
        String last = sum;
        for (Entry entry : entries) {
            LineCodec.Written line = LineCodec.write(now, entry, last);
            lines.add(line.line());
            last = line.sum();
        }
        store.replace(lines);
        sum = last;
    }
}
