package countersign.app.config;

import java.nio.file.Path;

/// Where a chain's double-sign protection is kept.
///
/// @param directory holds the state files of this program, one per chain and key
/// @param tmkmsFile the JSON file of tmkms: read as a floor where it exists, kept up to date where
///   it was asked for. Its line is the one of the `[[chain]]` where the place is the usual one
/// @param tmkmsFileAskedFor whether the configuration names that file, or it is only the place
///   where tmkms would have put it
public record StateSettings(Path directory, Located<Path> tmkmsFile, boolean tmkmsFileAskedFor) {}
