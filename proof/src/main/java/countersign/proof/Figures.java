package countersign.proof;

import java.util.ArrayList;
import java.util.List;

/// The sizes of one run of a proof, and what it found: the evidence that stands beside its result.
///
/// For use by the test's own thread.
public final class Figures {
    private final Form form;
    private final List<String> told = new ArrayList<>();

    Figures(Form form) {
        this.form = form;
    }

    /// How many of `what` this run does, which goes into the report.
    public int size(String what, int quick, int full) {
        int size = only(quick, full);
        found(what, size);
        return size;
    }

    /// What belongs to the form of this run, without a word in the report.
    public <T> T only(T quick, T full) {
        return form == Form.LONG ? full : quick;
    }

    /// Reports a number that the run came to.
    public void found(String what, long count) {
        told.add(String.format("%,d %s", count, what));
    }

    /// Reports something that is no number.
    public void say(String what) {
        told.add(what.replace('\t', ' ').replace('\n', ' '));
    }

    String told() {
        return String.join(", ", told);
    }
}
