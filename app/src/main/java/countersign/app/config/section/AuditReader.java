package countersign.app.config.section;

import countersign.app.config.AuditSettings;
import countersign.app.config.Located;
import countersign.app.config.toml.Places;
import countersign.app.config.toml.Section;

import java.nio.file.Path;
import java.util.OptionalInt;
import java.util.OptionalLong;

/// Reads `[audit]`, which tmkms does not have.
final class AuditReader {
    private static final long MEBIBYTE = 1L << 20;
    private static final long ROTATE_MIB = 64;
    private static final long ROTATE_MIB_MAX = 4096;
    private static final int KEEP_MAX = 100_000;

    private final Places places;

    AuditReader(Places places) {
        this.places = places;
    }

    AuditSettings read(Section section) {
        Path directory =
                places.path(section, "directory")
                        .map(Located::value)
                        .orElseGet(() -> places.base().resolve("audit"));
        long rotate = section.number("rotate_mib", 1, ROTATE_MIB_MAX).orElse(ROTATE_MIB);
        // With one file alone, little would be left right after it was begun.
        OptionalLong keep = section.number("keep", 2, KEEP_MAX);
        section.refuseOthers();
        return new AuditSettings(
                directory,
                rotate * MEBIBYTE,
                keep.isPresent() ? OptionalInt.of((int) keep.getAsLong()) : OptionalInt.empty());
    }
}
