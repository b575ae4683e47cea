package countersign.provider.yubihsm.wire;

import java.io.Serial;

/// An answer that no device sends: it was cut, altered or invented on its way. Says what is wrong
/// with it, as a clause whose subject is the answer.
public final class MalformedException extends Exception {
    @Serial private static final long serialVersionUID = 1L;

    private final String what;

    /// `what` is for instance `it ends after 2 bytes`.
    public MalformedException(String what) {
        super(what);
        this.what = what;
    }

    /// A clause whose subject is the answer.
    public String what() {
        return what;
    }
}
