package countersign.app.harden;

import countersign.app.shell.Problem;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Protects the memory of this process, before there is a key in it.
///
/// No core is written, and no other process of the same user can read the memory or attach a
/// debugger: the process is not "dumpable". All memory is locked, so that no key gets into the
/// swap. Root can still read everything.
public final class Hardening {
    private static final Path PROC = Path.of("/proc");

    private Hardening() {}

    /// Does what the system allows, and says what it does not.
    public static List<Problem> apply() {
        Optional<LinuxCalls> calls = LinuxCalls.find();
        if (calls.isEmpty()) {
            return List.of(
                    new Problem(
                            "the memory of this process is not protected from dumps and swap",
                            "run it on Linux by its launcher, with native access enabled"));
        }
        return apply(calls.get(), ProcessFacts.read(PROC));
    }

    static List<Problem> apply(LinuxCalls calls, ProcessFacts facts) {
        List<Problem> problems = new ArrayList<>();
        boolean undumpable = calls.denyDumps().getAsInt() == 0;
        if (!undumpable) {
            problems.add(
                    new Problem(
                            "other processes of this user can read the memory of this one: prctl"
                                    + " is refused",
                            "allow prctl(PR_SET_DUMPABLE) in the sandbox that the signer runs in"));
        }
        if (!undumpable && facts.mayDumpCore()) {
            problems.add(
                    new Problem(
                            "a crash may write the keys into a core file",
                            "set the core limit to 0: LimitCORE=0 in the service's unit"));
        }
        // Not tried where it may fail later, in the midst of an allocation of the JVM's.
        boolean locked = facts.mayLockAllMemory() && calls.lockMemory().getAsInt() == 0;
        if (!locked && facts.hasSwap()) {
            problems.add(
                    new Problem(
                            "keys may be written to the swap: memory cannot be locked",
                            "set LimitMEMLOCK=infinity in the service's unit, or turn swap off"));
        }
        return List.copyOf(problems);
    }
}
