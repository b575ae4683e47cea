package countersign.acceptance.exposure;

import countersign.bytes.Bytes;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/// Looks for byte sequences in files.
final class FileScan {
    private FileScan() {}

    /// `file: what` for everything `wanted` that is in a file below `folder` but in those `left
    /// out`. A file that grows or goes while it is read does not matter.
    static List<String> below(Path folder, Set<Path> leftOut, Map<String, Bytes> wanted)
            throws IOException {
        List<Path> files;
        try (Stream<Path> all = Files.walk(folder)) {
            files = all.filter(Files::isRegularFile).filter(f -> !leftOut.contains(f)).toList();
        }
        List<String> found = new ArrayList<>();
        for (Path file : files) {
            found.addAll(in(file, wanted));
        }
        return found;
    }

    static List<String> in(Path file, Map<String, Bytes> wanted) throws IOException {
        String content = latin(Files.readAllBytes(file));
        return wanted.entrySet().stream()
                .filter(entry -> content.contains(latin(entry.getValue().toArray())))
                .map(entry -> file + ": " + entry.getKey())
                .toList();
    }

    /// One character a byte.
    private static String latin(byte[] bytes) {
        return new String(bytes, StandardCharsets.ISO_8859_1);
    }
}
