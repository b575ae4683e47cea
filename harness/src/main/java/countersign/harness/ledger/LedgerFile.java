package countersign.harness.ledger;

import countersign.bytes.Bytes;
import countersign.consensus.ChainId;
import countersign.consensus.Hrs;
import countersign.consensus.KeyType;
import countersign.consensus.PublicKey;
import countersign.consensus.Step;

import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Map;
import java.util.stream.Stream;

/// A [Ledger] as a file, so that a run that was killed goes on with all it knew.
///
/// One line an entry, nine fields with a space between: `v1`, chain id as hex of its UTF-8 (`-` if
/// empty), key type, key, height, round, step, sign bytes without their time, signature; bytes in
/// hex. Violations are not kept: report them before saving.
public final class LedgerFile {
    private static final String VERSION = "v1";
    private static final String EMPTY = "-";
    private static final int LINE_FIELDS = 9;

    private LedgerFile() {}

    /// Replaces `file` in one step, so that a kill leaves the old or the new one.
    public static void save(Ledger ledger, Path file) throws IOException {
        Path next = file.resolveSibling(file.getFileName() + ".next");
        try (BufferedWriter out = Files.newBufferedWriter(next, StandardCharsets.US_ASCII)) {
            for (Map.Entry<Ledger.Place, Ledger.Entry> entry : ledger.sorted()) {
                out.write(line(entry.getKey(), entry.getValue()));
                out.write('\n');
            }
        }
        Files.move(next, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    }

    /// The ledger that was saved. Throws for a line that is not one of ours.
    public static Ledger load(Path file) throws IOException {
        Ledger ledger = new Ledger();
        try (Stream<String> lines = Files.lines(file, StandardCharsets.US_ASCII)) {
            for (String line : (Iterable<String>) lines::iterator) {
                restore(ledger, line, file);
            }
        }
        return ledger;
    }

    private static String line(Ledger.Place place, Ledger.Entry entry) {
        byte[] chain = place.chain().value().getBytes(StandardCharsets.UTF_8);
        return String.join(
                " ",
                VERSION,
                chain.length == 0 ? EMPTY : Bytes.of(chain).hex(),
                place.key().type().name(),
                place.key().value().hex(),
                Long.toString(place.hrs().height()),
                Integer.toString(place.hrs().round()),
                place.hrs().step().name(),
                entry.content().hex(),
                entry.signature().hex());
    }

    private static void restore(Ledger ledger, String line, Path file) throws IOException {
        String[] fields = line.split(" ", -1);
        if (fields.length != LINE_FIELDS || !fields[0].equals(VERSION)) {
            throw new IOException(file + " has a line that is no ledger entry: " + line);
        }
        try {
            Bytes chain = fields[1].equals(EMPTY) ? Bytes.EMPTY : Bytes.ofHex(fields[1]);
            Hrs hrs =
                    new Hrs(
                            Long.parseLong(fields[4]),
                            Integer.parseInt(fields[5]),
                            Step.valueOf(fields[6]));
            ledger.restore(
                    new Ledger.Place(
                            new ChainId(new String(chain.toArray(), StandardCharsets.UTF_8)),
                            new PublicKey(KeyType.valueOf(fields[2]), Bytes.ofHex(fields[3])),
                            hrs),
                    new Ledger.Entry(Bytes.ofHex(fields[7]), Bytes.ofHex(fields[8])));
        } catch (IllegalArgumentException e) {
            throw new IOException(file + " has a broken ledger entry: " + line, e);
        }
    }
}
