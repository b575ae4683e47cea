package countersign.keyring;

/// Something that a key cannot sign on a chain.
///
/// @param what a sentence without its full stop
/// @param always whether no such message can be signed; else some of them can
/// @param next what an operator may do about it
public record SigningGap(String what, boolean always, String next) {}
