package countersign.provider.yubihsm.workbench;

import java.util.Optional;

/// An object that came in wrapped, under the id that it had.
///
/// @param type its byte
/// @param key the key, where it is an asymmetric one
public record Imported(int id, int type, Optional<HeldKey> key) {}
