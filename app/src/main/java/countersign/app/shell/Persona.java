package countersign.app.shell;

import java.nio.file.Path;

/// Who the program is, by the name it was called by. As `tmkms` it keeps tmkms' words, paths and
/// exit codes, so that a guide written for tmkms works as it stands.
public enum Persona {
    COUNTERSIGN,
    TMKMS;

    /// The persona for the name of the executable, with or without its folder.
    public static Persona ofName(String name) {
        Path file = Path.of(name).getFileName();
        return file != null && file.toString().startsWith("tmkms") ? TMKMS : COUNTERSIGN;
    }

    /// The name in usage lines and in front of log targets.
    public String program() {
        return switch (this) {
            case COUNTERSIGN -> "countersign";
            case TMKMS -> "tmkms";
        };
    }
}
