package countersign.app.config;

/// A value and the line of the configuration file that it was read from, so that whoever finds
/// later that the value does not work (a key file that is missing, say) can still point at it.
///
/// @param line counted from 1
public record Located<T>(T value, int line) {}
