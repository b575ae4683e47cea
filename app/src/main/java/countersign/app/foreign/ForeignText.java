package countersign.app.foreign;

import countersign.app.shell.Failure;
import countersign.consensus.Hrs;
import countersign.guard.Mark;

/// Marks as other signers would have written them. None of them gets a signature, so that each
/// refuses the place itself, too, rather than sign it again.
public final class ForeignText {
    private ForeignText() {}

    /// The text of a state file that says what `mark` says.
    public static String of(ForeignFormat format, Mark mark) throws Failure {
        return switch (format.layout()) {
            case TMKMS -> TmkmsState.text(mark);
            case FILE_PV ->
                    """
                    {
                      "height": "%d",
                      "round": %d,
                      "step": %d
                    }\
                    """
                            .formatted(height(mark), round(mark), step(mark));
            case HORCRUX ->
                    """
                    {
                      "height": "%d",
                      "round": "%d",
                      "step": %d,
                      "nonce_public": null
                    }\
                    """
                            .formatted(height(mark), round(mark), step(mark));
            case NEBULA ->
                    throw Failure.operand(
                            "a state of Nebula is not written: its versions count the steps in"
                                    + " two ways",
                            "write its file by hand from what `state show` says");
        };
    }

    private static long height(Mark mark) {
        return mark.place().map(Hrs::height).orElse(0L);
    }

    private static int round(Mark mark) {
        return mark.place().map(Hrs::round).orElse(0);
    }

    /// Counted from 1; 0 where nothing was signed.
    private static int step(Mark mark) {
        return mark.place().map(hrs -> hrs.step().number()).orElse(0);
    }
}
