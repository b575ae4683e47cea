package countersign.app.command;

import java.lang.module.ModuleDescriptor;
import java.util.Optional;

/// The program's version.
public final class Version {
    private Version() {}

    /// As Maven wrote it into the module, for instance `0.1.0`. As `--version` prints it.
    public static String text() {
        return Optional.ofNullable(Version.class.getModule().getDescriptor())
                .flatMap(ModuleDescriptor::rawVersion)
                .orElse("unknown");
    }
}
