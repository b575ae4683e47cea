package countersign.bench.peer;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/// What a process holds, as Linux tells: resident memory in KiB, threads, open descriptors.
public record ProcessFacts(long residentKib, long threads, long descriptors) {
    public static final ProcessFacts NONE = new ProcessFacts(0, 0, 0);

    /// Of a process that may be gone already: then nothing.
    static ProcessFacts of(long pid) {
        Path proc = Path.of("/proc", Long.toString(pid));
        try (Stream<Path> open = Files.list(proc.resolve("fd"))) {
            return ofStatus(Files.readAllLines(proc.resolve("status")), open.count());
        } catch (IOException e) {
            return NONE;
        }
    }

    /// Of the lines of a `/proc/PID/status`.
    static ProcessFacts ofStatus(List<String> status, long descriptors) {
        return new ProcessFacts(number(status, "VmRSS:"), number(status, "Threads:"), descriptors);
    }

    ProcessFacts plus(ProcessFacts other) {
        return new ProcessFacts(
                residentKib + other.residentKib,
                threads + other.threads,
                descriptors + other.descriptors);
    }

    private static long number(List<String> status, String name) {
        return status.stream()
                .filter(line -> line.startsWith(name))
                .map(line -> line.replaceAll("\\D", ""))
                .filter(digits -> !digits.isEmpty())
                .mapToLong(Long::parseLong)
                .findFirst()
                .orElse(0);
    }
}
