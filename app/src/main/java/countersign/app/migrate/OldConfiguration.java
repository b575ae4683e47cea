package countersign.app.migrate;

import countersign.app.config.Config;

import java.nio.file.Path;

/// A `tmkms.toml` that was read, and its text.
///
/// @param base what its relative paths are relative to
/// @param userHome what `~` stands for
public record OldConfiguration(Path file, Config config, String text, Path base, Path userHome) {}
