package countersign.app.shell;

/// Whose fault a failed command is, which decides its exit code.
public enum Fault {
    /// The command line is wrong.
    USAGE(64, 2),
    /// The command line has too few or too many paths, or names a key type or format that there is
    /// none of: what tmkms finds out for itself and not while it reads the options.
    OPERANDS(64, 1),
    /// A configuration, or a file it names, is wrong.
    CONFIGURATION(78, 1),
    /// The world failed.
    OPERATION(1, 1);

    private final int code;
    private final int tmkmsCode;

    Fault(int code, int tmkmsCode) {
        this.code = code;
        this.tmkmsCode = tmkmsCode;
    }

    /// The exit code: of `sysexits.h` for Countersign, tmkms' own under its name.
    public int exitCode(Persona persona) {
        return switch (persona) {
            case COUNTERSIGN -> code;
            case TMKMS -> tmkmsCode;
        };
    }
}
