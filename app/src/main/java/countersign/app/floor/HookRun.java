package countersign.app.floor;

import countersign.app.config.StateHook;
import countersign.connection.Deadline;
import countersign.connection.Ticker;

import java.io.ByteArrayOutputStream;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.TimeUnit;

/// One run of a `state_hook`: no shell, no standard input, the environment and folder of this
/// process.
///
/// Its pipes are only read where something waits in them, so that nobody who holds one open, a
/// grandchild for instance, can hold this up: what counts is what was printed when the command
/// itself ended. Where that takes too long, or it prints too much, it is killed with all of its
/// descendants that were seen.
final class HookRun {
    static final int OUTPUT_BYTES_MAX = 64 * 1024;

    private static final int COMPLAINT_BYTES_MAX = 500;
    private static final int CHUNK_BYTES = 64 * 1024;
    private static final long LOOK_EVERY_MILLIS = 10;

    private final StateHook hook;
    private final Process process;
    private final Set<ProcessHandle> descendants = new HashSet<>();
    private final ByteArrayOutputStream output = new ByteArrayOutputStream();
    private final ByteArrayOutputStream complaint = new ByteArrayOutputStream();

    private HookRun(StateHook hook, Process process) {
        this.hook = hook;
        this.process = process;
    }

    /// Runs the command and returns the height that it says the chain has reached.
    static long height(StateHook hook) throws WitnessException, InterruptedException {
        Process process;
        try {
            process =
                    new ProcessBuilder(hook.command())
                            .redirectInput(ProcessBuilder.Redirect.from(new File("/dev/null")))
                            .start();
        } catch (IOException e) {
            throw new WitnessException("it cannot be started: " + e.getMessage(), e);
        }
        HookRun run = new HookRun(hook, process);
        boolean good = false;
        try {
            run.awaitEnd();
            long height = HeightJson.latestBlockHeight(run.output.toByteArray());
            good = true;
            return height;
        } catch (IOException e) {
            throw new WitnessException("its output cannot be read: " + e.getMessage(), e);
        } finally {
            if (!good) {
                run.kill();
            }
            run.closePipes();
        }
    }

    private void awaitEnd() throws WitnessException, InterruptedException, IOException {
        Deadline deadline = Deadline.after(hook.timeout(), Ticker.SYSTEM);
        boolean ended = false;
        while (!ended) {
            process.descendants().forEach(descendants::add);
            // Before looking into the pipes: what it printed at the very end is in them then.
            ended = process.waitFor(LOOK_EVERY_MILLIS, TimeUnit.MILLISECONDS);
            read(process.getInputStream(), output);
            read(process.getErrorStream(), complaint);
            if (output.size() > OUTPUT_BYTES_MAX) {
                throw failed("it printed more than " + OUTPUT_BYTES_MAX + " bytes");
            }
            if (!ended && deadline.hasPassed()) {
                throw failed("it did not end within " + hook.timeout().toSeconds() + " s");
            }
        }
        if (process.exitValue() != 0) {
            throw failed("it ended with exit code " + process.exitValue());
        }
    }

    /// What waits in a pipe now: no more than a pipe holds.
    private static void read(InputStream pipe, ByteArrayOutputStream kept) throws IOException {
        int waiting = pipe.available();
        for (int left = CHUNK_BYTES; waiting > 0 && left > 0; waiting = pipe.available()) {
            byte[] chunk = pipe.readNBytes(Math.min(waiting, left));
            left -= chunk.length;
            if (kept.size() <= OUTPUT_BYTES_MAX) {
                kept.writeBytes(chunk);
            }
        }
    }

    private WitnessException failed(String why) {
        byte[] said = complaint.toByteArray();
        int shown = Math.min(said.length, COMPLAINT_BYTES_MAX);
        String text = new String(said, 0, shown, StandardCharsets.UTF_8).strip();
        return new WitnessException(text.isEmpty() ? why : why + ", saying: " + text);
    }

    private void kill() {
        process.descendants().forEach(descendants::add);
        process.destroyForcibly();
        descendants.forEach(ProcessHandle::destroyForcibly);
    }

    private void closePipes() {
        try (InputStream _ = process.getInputStream();
                InputStream _ = process.getErrorStream()) {
            // Closing them is all.
        } catch (IOException e) {
            // Both descriptors are gone all the same.
        }
    }
}
