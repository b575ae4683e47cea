package countersign.acceptance.process;

import countersign.bytes.Bytes;
import countersign.consensus.Hrs;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Reads what strace saw of a signer, and finds every answer that left before its mark was durable.
///
/// A mark is durable when a write of its record to the state has returned in full, where the state
/// is open with `O_DSYNC` or `O_SYNC`, or else when an `fdatasync` or `fsync` after it has returned
/// 0. An answer leaves when the call that writes it begins.
final class OrderTrace {
    private static final Pattern CALL =
            Pattern.compile("^(\\d+) +(?:[\\d.]+ )?(\\w+)\\((.*?)(?:\\) += (-?\\d+).*)?$");
    private static final Pattern RESUMED =
            Pattern.compile("^(\\d+) +(?:[\\d.]+ )?<\\.\\.\\. (\\w+) resumed>.*\\) += (-?\\d+).*$");
    private static final Pattern FLAGS = Pattern.compile("\"[^\"]*\", ([A-Z_|]+)");
    private static final Pattern OPENED = Pattern.compile("\\) += \\d+<([^>]*)>");
    private static final Pattern WRITTEN =
            Pattern.compile("^(\\d+)<(.*?)>, \"((?:\\\\x[0-9a-f]{2})*)\"(?:\\.\\.\\.)?, (\\d+)");
    private static final Pattern FLUSHED = Pattern.compile("^(\\d+)<(.*?)>");
    private static final Set<String> WRITES = Set.of("write", "pwrite64", "sendto");
    private static final Set<String> FLUSHES = Set.of("fdatasync", "fsync");

    private final String stateFile;
    private final Map<String, String> unfinished = new HashMap<>();
    private final List<Hrs> written = new ArrayList<>();
    private final List<Hrs> early = new ArrayList<>();
    private final Set<Hrs> answered = new HashSet<>();
    private boolean synced;
    private int durableMarks;
    private Optional<Hrs> durable = Optional.empty();
    private int sealedAnswers;
    private int leastLead = Integer.MAX_VALUE;

    private OrderTrace(String stateFile) {
        this.stateFile = stateFile;
    }

    /// What was found in the lines of a trace.
    ///
    /// `early` are the answers in plain that left before their mark was durable, `answers` how many
    /// there were of them in all, `marks` how many marks became durable one after the other.
    /// `sealed` are the writes of frames that only their receiver can open, from the first durable
    /// mark on; before it there are handshakes and the key. `leastLead` is the smallest difference
    /// between the marks durable when such a frame left and the number of the frame, counted from
    /// one: below 0 where a frame was early. Only the first answer of all may be early unseen, and
    /// is then missing in `sealed`.
    record Found(List<Hrs> early, int answers, int marks, int sealed, int leastLead) {}

    static Found read(List<String> lines, String stateFile) {
        OrderTrace trace = new OrderTrace(stateFile);
        lines.forEach(trace::line);
        return new Found(
                List.copyOf(trace.early),
                trace.answered.size(),
                trace.durableMarks,
                trace.sealedAnswers,
                trace.leastLead);
    }

    private void line(String line) {
        Matcher resumed = RESUMED.matcher(line);
        if (resumed.matches()) {
            String arguments = unfinished.remove(resumed.group(1));
            if (arguments != null) {
                opened(resumed.group(2), arguments, line);
                ended(resumed.group(2), arguments, Long.parseLong(resumed.group(3)));
            }
            return;
        }
        Matcher call = CALL.matcher(line);
        if (!call.matches()) {
            return;
        }
        String arguments = call.group(3);
        begun(call.group(2), arguments);
        if (call.group(4) == null) {
            unfinished.put(call.group(1), arguments);
        } else {
            opened(call.group(2), arguments, line);
            ended(call.group(2), arguments, Long.parseLong(call.group(4)));
        }
    }

    private void opened(String call, String arguments, String line) {
        Matcher flags = FLAGS.matcher(arguments);
        Matcher opened = OPENED.matcher(line);
        if (call.equals("openat")
                && flags.find()
                && opened.find()
                && opened.group(1).equals(stateFile)) {
            List<String> set = List.of(flags.group(1).split("\\|"));
            synced = set.contains("O_DSYNC") || set.contains("O_SYNC");
        }
    }

    private void begun(String call, String arguments) {
        Matcher write = WRITTEN.matcher(arguments);
        if (!WRITES.contains(call) || !write.find() || !isSocket(write.group(2))) {
            return;
        }
        Bytes sent = hex(write.group(3));
        if (write.group(2).startsWith("TCP")) {
            if (durableMarks > 0) {
                sealedAnswers++;
                leastLead = Math.min(leastLead, durableMarks - sealedAnswers);
            }
            return;
        }
        AnswerPlace.of(sent)
                .ifPresent(
                        place -> {
                            answered.add(place);
                            if (durable.isEmpty() || durable.get().compareTo(place) < 0) {
                                early.add(place);
                            }
                        });
    }

    private void ended(String call, String arguments, long result) {
        Matcher write = WRITTEN.matcher(arguments);
        if (WRITES.contains(call) && write.find() && write.group(2).equals(stateFile)) {
            if (result == Long.parseLong(write.group(4))) {
                RecordPlace.of(hex(write.group(3))).ifPresent(written::add);
            }
            if (synced) {
                flushed();
            }
        }
        Matcher flush = FLUSHED.matcher(arguments);
        if (FLUSHES.contains(call)
                && flush.find()
                && flush.group(2).equals(stateFile)
                && result == 0) {
            flushed();
        }
    }

    private void flushed() {
        for (Hrs place : written) {
            if (durable.isEmpty() || durable.get().compareTo(place) < 0) {
                durable = Optional.of(place);
                durableMarks++;
            }
        }
        written.clear();
    }

    private static boolean isSocket(String descriptor) {
        return descriptor.startsWith("UNIX") || descriptor.startsWith("TCP");
    }

    private static Bytes hex(String escaped) {
        return Bytes.ofHex(escaped.replace("\\x", ""));
    }
}
