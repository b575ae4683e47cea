package countersign.app.config;

import java.nio.file.Path;
import java.util.OptionalInt;

/// `[audit]`: how decisions are recorded.
///
/// @param directory where the files are; may be missing, the folder above it must be there
/// @param fileBytesMax at this size a further file is begun
/// @param filesKept how many files are kept, the newest; all where it is empty
public record AuditSettings(Path directory, long fileBytesMax, OptionalInt filesKept) {}
