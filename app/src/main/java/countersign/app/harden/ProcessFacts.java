package countersign.app.harden;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.List;

/// What Linux says of this process under `/proc`.
record ProcessFacts(List<String> limits, List<String> status, List<String> swaps) {
    private static final String UNLIMITED = "unlimited";
    private static final int CAP_IPC_LOCK = 14;

    /// What cannot be read, as where `/proc` shows processes only, is taken for the worst.
    static ProcessFacts read(Path proc) {
        return new ProcessFacts(
                lines(proc.resolve("self/limits"), List.of("Max locked memory 0")),
                lines(proc.resolve("self/status"), List.of()),
                lines(proc.resolve("swaps"), List.of("Filename", "unknown")));
    }

    private static List<String> lines(Path file, List<String> otherwise) {
        try {
            return Files.readAllLines(file);
        } catch (IOException e) {
            return otherwise;
        }
    }

    /// Whether a core of any size may be written.
    boolean mayDumpCore() {
        return !softLimit("Max core file size").equals("0");
    }

    /// Whether memory may be locked without limit. With a limit that is reached later, the JVM
    /// would be refused memory that it needs, and end.
    boolean mayLockAllMemory() {
        return softLimit("Max locked memory").equals(UNLIMITED) || has(CAP_IPC_LOCK);
    }

    /// Whether there is anything that memory could be written out to.
    boolean hasSwap() {
        // The first line is the heading.
        return swaps.size() > 1;
    }

    private String softLimit(String name) {
        for (String line : limits) {
            if (line.startsWith(name)) {
                return line.substring(name.length()).strip().split(" ", 2)[0];
            }
        }
        return UNLIMITED;
    }

    private boolean has(int capability) {
        for (String line : status) {
            if (line.startsWith("CapEff:")) {
                String mask = line.substring("CapEff:".length()).strip();
                return (HexFormat.fromHexDigitsToLong(mask) >>> capability & 1) == 1;
            }
        }
        return false;
    }
}
