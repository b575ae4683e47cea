package countersign.acceptance.process;

import java.util.ArrayList;
import java.util.List;

/// One system call on the state file that goes wrong: the `nth` of its kind in a thread.
///
/// What the program makes of the state is `statx`, `openat`, `fcntl` for the lock, and for each
/// block or mark `lseek` with `read` or `write`; the file is open with `O_DSYNC`, so that there is
/// no `fdatasync`. The first four reads and writes are those of a start.
record Fault(String call, String effect, int nth) {
    private static final String KILL = "signal=SIGKILL";
    private static final int NTH_MAX = 44;

    private static final List<Fault> KINDS =
            List.of(
                    new Fault("write", "error=EIO", 0),
                    new Fault("lseek", "error=EIO", 0),
                    new Fault("write", KILL, 0),
                    new Fault("statx", "error=EIO", 0),
                    new Fault("write", "error=ENOSPC", 0),
                    new Fault("read", "error=EIO", 0),
                    new Fault("statx", KILL, 0),
                    new Fault("read", KILL, 0),
                    new Fault("lseek", KILL, 0));

    /// What happens once, at a start.
    private static final List<Fault> OPENING =
            List.of(
                    new Fault("openat", "error=EMFILE", 1),
                    new Fault("fcntl", "error=ENOLCK", 1),
                    new Fault("openat", KILL, 1),
                    new Fault("fcntl", KILL, 1));

    /// The same number of faults of every kind, evenly from the first call to the last.
    static List<Fault> points(int count) {
        List<Fault> all = new ArrayList<>(OPENING);
        for (int nth = 1; nth <= NTH_MAX; nth++) {
            for (Fault kind : KINDS) {
                all.add(new Fault(kind.call, kind.effect, nth));
            }
        }
        List<Fault> points = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            points.add(all.get((int) ((long) i * all.size() / count)));
        }
        return points;
    }

    boolean kills() {
        return effect.equals(KILL);
    }

    String option() {
        return "inject=" + call + ":" + effect + ":when=" + nth;
    }
}
