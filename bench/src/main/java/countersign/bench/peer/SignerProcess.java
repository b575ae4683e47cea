package countersign.bench.peer;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/// A signer that runs, with every process that it started. It does not outlive the benchmark.
public final class SignerProcess implements AutoCloseable {
    private static final Duration STOP_MAX = Duration.ofSeconds(10);

    private final String name;
    private final Process process;
    private final Path log;

    SignerProcess(String name, Process process, Path log) {
        this.name = name;
        this.process = process;
        this.log = log;
    }

    public String name() {
        return name;
    }

    /// Where everything goes that it says.
    public Path log() {
        return log;
    }

    public boolean isAlive() {
        return process.isAlive();
    }

    /// What all its processes together hold at this moment.
    public ProcessFacts facts() {
        return Stream.concat(Stream.of(process.toHandle()), process.descendants())
                .map(handle -> ProcessFacts.of(handle.pid()))
                .reduce(ProcessFacts.NONE, ProcessFacts::plus);
    }

    /// SIGTERM to all of them, and SIGKILL for what does not heed it.
    @Override
    public void close() {
        List<ProcessHandle> all =
                Stream.concat(process.descendants(), Stream.of(process.toHandle())).toList();
        all.forEach(ProcessHandle::destroy);
        try {
            process.waitFor(STOP_MAX.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        all.stream().filter(ProcessHandle::isAlive).forEach(ProcessHandle::destroyForcibly);
    }
}
