package countersign.acceptance.process;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import countersign.acceptance.Await;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/// A group of processes that together get so much memory and no more, by the kernel's word.
final class MemoryLimit implements AutoCloseable {
    private static final Path V1 = Path.of("/sys/fs/cgroup/memory");
    private static final Path V2 = Path.of("/sys/fs/cgroup");
    private static final Duration EMPTY_MAX = Duration.ofSeconds(10);

    private final Path group;

    private MemoryLimit(Path group) {
        this.group = group;
    }

    /// Skips the proof where this machine has no such groups.
    static MemoryLimit of(long bytes, String name) throws IOException {
        Machine.requireRoot();
        boolean first = Files.isWritable(V1.resolve("memory.limit_in_bytes"));
        boolean second = Files.isWritable(V2.resolve("cgroup.subtree_control"));
        assumeTrue(first || second, "there is no memory controller of control groups");
        Path group = Files.createDirectory((first ? V1 : V2).resolve(name));
        MemoryLimit limit = new MemoryLimit(group);
        Path file = group.resolve(first ? "memory.limit_in_bytes" : "memory.max");
        if (!Files.exists(file)) {
            limit.close();
            assumeTrue(false, () -> "the memory controller is not on in " + V2);
        }
        Files.writeString(file, Long.toString(bytes));
        return limit;
    }

    /// A command that runs another one in this group.
    List<String> wrapper() {
        return List.of("sh", "-c", "echo $$ > " + group + "/cgroup.procs && exec \"$0\" \"$@\"");
    }

    @Override
    public void close() throws IOException {
        Await.until(
                "no process in " + group, EMPTY_MAX, () -> isEmpty(group), () -> group.toString());
        Files.delete(group);
    }

    private static boolean isEmpty(Path group) {
        try {
            return Files.readString(group.resolve("cgroup.procs")).isEmpty();
        } catch (IOException e) {
            return false;
        }
    }
}
