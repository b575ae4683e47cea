package countersign.acceptance.exposure;

import countersign.bytes.Bytes;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/// Counts byte sequences in everything that a process has in its memory, read from `/proc` as a
/// dump would be. Takes root, or for a process that does not hide, its own user.
final class MemoryScan {
    private static final int PIECE_BYTES = 4 * 1024 * 1024;

    private final Map<String, Bytes> wanted;
    private final Map<String, Integer> counts = new TreeMap<>();

    private MemoryScan(Map<String, Bytes> wanted) {
        this.wanted = wanted;
        wanted.keySet().forEach(name -> counts.put(name, 0));
    }

    /// How often each of the `wanted` was found.
    static Map<String, Integer> of(long process, Map<String, Bytes> wanted) throws IOException {
        MemoryScan scan = new MemoryScan(wanted);
        Path proc = Path.of("/proc", Long.toString(process));
        try (RandomAccessFile memory = new RandomAccessFile(proc.resolve("mem").toFile(), "r")) {
            for (long[] range : readable(Files.readAllLines(proc.resolve("maps")))) {
                scan.range(memory, range[0], range[1]);
            }
        }
        return scan.counts;
    }

    private static List<long[]> readable(List<String> maps) {
        List<long[]> ranges = new ArrayList<>();
        for (String line : maps) {
            String[] fields = line.split(" +");
            if (fields[1].startsWith("r") && !line.endsWith("[vvar]")) {
                String[] ends = fields[0].split("-");
                ranges.add(
                        new long[] {
                            Long.parseUnsignedLong(ends[0], 16), Long.parseUnsignedLong(ends[1], 16)
                        });
            }
        }
        return ranges;
    }

    private void range(RandomAccessFile memory, long from, long to) {
        int overlap = wanted.values().stream().mapToInt(Bytes::length).max().orElse(1) - 1;
        byte[] piece = new byte[PIECE_BYTES];
        for (long at = from; at < to; at += PIECE_BYTES - overlap) {
            int lengthMax = (int) Math.min(PIECE_BYTES, to - at);
            int length = read(memory, at, piece, lengthMax);
            boolean last = length < lengthMax || at + length >= to;
            wanted.forEach(
                    (name, bytes) ->
                            counts.merge(
                                    name,
                                    count(
                                            piece,
                                            last ? length : length - overlap + bytes.length() - 1,
                                            bytes.toArray()),
                                    Integer::sum));
            if (last) {
                return;
            }
        }
    }

    /// As much as there is: what lies behind may be gone since the list was read, as the end of the
    /// C heap when it shrinks, or be a page that nobody can read.
    private static int read(RandomAccessFile memory, long at, byte[] piece, int length) {
        int have = 0;
        try {
            memory.seek(at);
            for (int count = 0; count >= 0 && have < length; have += Math.max(count, 0)) {
                count = memory.read(piece, have, length - have);
            }
        } catch (IOException unmapped) {
            return have;
        }
        return have;
    }

    private static int count(byte[] piece, int length, byte[] wanted) {
        int found = 0;
        for (int i = 0; i + wanted.length <= length; i++) {
            int match = 0;
            while (match < wanted.length && piece[i + match] == wanted[match]) {
                match++;
            }
            found += match == wanted.length ? 1 : 0;
        }
        return found;
    }
}
