package countersign.acceptance.process;

import countersign.acceptance.Await;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/// A command that runs another one under strace and writes what it sees to a file. The traced
/// process is the child itself, with its own id and exit code; strace looks on as a grandchild.
record Strace(Path trace) {
    private static final Duration FLUSH_MAX = Duration.ofSeconds(10);

    /// Sees only calls that name `path` or a descriptor of it, and lets one go wrong.
    List<String> injecting(Path path, Fault fault) {
        // Signals are not injected where a filter of the kernel's preselects the calls.
        return command(
                List.of(
                        "--trace=openat,statx,fcntl,lseek,read,write,pwrite64,fdatasync,ftruncate",
                        "--trace-path=" + path,
                        "-e",
                        fault.option()));
    }

    /// Sees everything that is opened, written or sent, with descriptors and bytes.
    List<String> watching() {
        return command(
                List.of(
                        "--seccomp-bpf",
                        "--trace=openat,write,writev,pwrite64,fdatasync,fsync,sendto,sendmsg",
                        "--decode-fds=all",
                        "--strings-in-hex=non-ascii",
                        "--string-limit=512"));
    }

    String read() {
        try {
            return Files.exists(trace) ? Files.readString(trace, StandardCharsets.UTF_8) : "";
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// The lines of a process that has ended.
    List<String> lines(long process) {
        Await.until(
                "the end of the trace",
                FLUSH_MAX,
                () -> read().lines().anyMatch(line -> isEnd(line, process)),
                () -> trace.toString());
        return read().lines().toList();
    }

    private static boolean isEnd(String line, long process) {
        return line.startsWith(process + " ") && line.contains("+++ ");
    }

    private List<String> command(List<String> options) {
        List<String> command =
                new ArrayList<>(
                        List.of(
                                "strace",
                                "--daemonize",
                                "--follow-forks",
                                "--quiet=attach,personality",
                                "--output=" + trace));
        command.addAll(options);
        return command;
    }
}
