package countersign.app.audit.chain;

import countersign.bytes.Bytes;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// The lines that matter to the chain itself: how they are written, and what they mean to a reader.
/// Once released, a word keeps its meaning.
public final class ChainWords {
    /// The layout of lines and the meaning of these words.
    static final int VERSION = 1;

    private static final String FILE = "file";
    private static final String RESUMED = "resumed";
    private static final String LOST = "lost";
    private static final Pattern ENTRIES = Pattern.compile(",\"entries\":([0-9]{1,18})");
    private static final Pattern NUMBER = Pattern.compile("^,\"version\":([0-9]{1,9})\\b");
    private static final Pattern BROKEN =
            Pattern.compile("\"broken\":\"([^\"\\\\]*+(?:\\\\.[^\"\\\\]*+)*+)\"");

    private ChainWords() {}

    /// The first line of every file. `previous` is the file before it, empty in the first one;
    /// `broken` says what its writer found wrong, and is empty where the chain just goes on.
    public static Said file(String name, String previous, String broken) {
        Fields fields =
                new Fields()
                        .whole("version", VERSION)
                        .text("file", name)
                        .text("previous", previous);
        return new Said(FILE, broken.isEmpty() ? fields : fields.text("broken", broken));
    }

    /// What stands between the line before and this one, less the newline in front of this one, is
    /// left of a line whose writer died.
    public static Said resumed(Bytes torn) {
        String hash = Digest.hex(torn.toArray());
        return new Said(RESUMED, new Fields().whole("bytes", torn.length()).text("torn", hash));
    }

    /// So many entries could not be kept.
    public static Said lost(long entries) {
        return new Said(LOST, new Fields().whole("entries", entries));
    }

    static boolean isFile(Line line) {
        return line.event().equals(FILE);
    }

    static boolean isResumed(Line line, Bytes torn) {
        Said said = resumed(torn);
        return line.event().equals(said.event()) && line.fields().equals(said.fields());
    }

    /// Why a file that begins with this line cannot be read, if it cannot.
    static Optional<String> fault(Line first) {
        Matcher version = NUMBER.matcher(first.fields());
        if (!isFile(first) || !version.find()) {
            return Optional.of("does not begin as an audit's file does");
        }
        int number = Integer.parseInt(version.group(1));
        return number == VERSION
                ? Optional.empty()
                : Optional.of(
                        "is of version %d, and this program knows version %d only"
                                .formatted(number, VERSION));
    }

    /// What a writer found wrong before it began this file, in the escapes of the line.
    static Optional<String> broken(Line first) {
        Matcher broken = BROKEN.matcher(first.fields());
        return isFile(first) && broken.find() ? Optional.of(broken.group(1)) : Optional.empty();
    }

    /// How many entries a line says are lost: 0 for most.
    static long lost(Line line) {
        Matcher entries = ENTRIES.matcher(line.fields());
        return line.event().equals(LOST) && entries.matches()
                ? Long.parseLong(entries.group(1))
                : 0;
    }
}
