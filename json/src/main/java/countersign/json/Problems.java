package countersign.json;

import java.util.ArrayList;
import java.util.List;

/// What is wrong with a document, each problem with its place. Whoever means harm is wrong in a
/// hundred thousand places: the first problems are kept and the others counted.
public final class Problems {
    /// How many are kept, unless something else is asked for.
    public static final int KEPT_MAX = 32;

    private final int keptMax;
    private final List<String> kept = new ArrayList<>();
    private int count;

    public Problems() {
        this(KEPT_MAX);
    }

    public Problems(int keptMax) {
        this.keptMax = keptMax;
    }

    public void add(String problem) {
        if (count < keptMax) {
            kept.add(problem);
        }
        count++;
    }

    /// How many there are, kept or not.
    public int size() {
        return count;
    }

    public boolean isEmpty() {
        return count == 0;
    }

    /// Those that are kept.
    public List<String> first() {
        return List.copyOf(kept);
    }

    /// Those that are kept; then how many more there are, if there are more.
    public List<String> all() {
        List<String> all = new ArrayList<>(kept);
        if (count > kept.size()) {
            all.add("and " + (count - kept.size()) + " more");
        }
        return List.copyOf(all);
    }

    /// All on one line.
    @Override
    public String toString() {
        return String.join("; ", all());
    }
}
