package countersign.app.config.toml;

import java.util.Collection;
import java.util.Locale;
import java.util.Optional;

/// Guesses which name was meant by one that is not known.
public final class NearestName {
    private static final int PREFIX_CHARS_MIN = 4;

    /// Real names are shorter, and the search takes the square of it.
    private static final int CHARS_MAX = 64;

    private NearestName() {}

    /// The known name that begins with `typed`, or that the fewest edits (insert, delete, replace,
    /// swap neighbors) make of `typed`, where that is at most a third of its length.
    public static Optional<String> of(String typed, Collection<String> known) {
        if (typed.length() > CHARS_MAX) {
            return Optional.empty();
        }
        String wanted = plain(typed);
        for (String name : known) {
            if (wanted.length() >= PREFIX_CHARS_MIN && plain(name).startsWith(wanted)) {
                return Optional.of(name);
            }
        }
        Optional<String> best = Optional.empty();
        int bestEdits = Math.max(1, Math.min(wanted.length(), 12) / 3) + 1;
        for (String name : known) {
            int edits = editsWithin(bestEdits, wanted, plain(name));
            if (edits < bestEdits) {
                best = Optional.of(name);
                bestEdits = edits;
            }
        }
        return best;
    }

    /// `chainId`, `Chain-ID` and `chain_id` are one name to someone in a hurry.
    private static String plain(String name) {
        return name.toLowerCase(Locale.ROOT).replace("_", "").replace("-", "");
    }

    private static int editsWithin(int limit, String a, String b) {
        if (Math.abs(a.length() - b.length()) >= limit) {
            return limit;
        }
        int[][] edits = new int[a.length() + 1][b.length() + 1];
        for (int i = 0; i <= a.length(); i++) {
            for (int j = 0; j <= b.length(); j++) {
                edits[i][j] = cell(edits, a, b, i, j);
            }
        }
        return edits[a.length()][b.length()];
    }

    private static int cell(int[][] edits, String a, String b, int i, int j) {
        if (i == 0 || j == 0) {
            return i + j;
        }
        int replaced = edits[i - 1][j - 1] + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
        int least = Math.min(replaced, 1 + Math.min(edits[i - 1][j], edits[i][j - 1]));
        boolean swapped =
                i > 1
                        && j > 1
                        && a.charAt(i - 1) == b.charAt(j - 2)
                        && a.charAt(i - 2) == b.charAt(j - 1);
        return swapped ? Math.min(least, edits[i - 2][j - 2] + 1) : least;
    }
}
