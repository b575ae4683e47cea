package countersign.guard;

/// Which signatures outside of votes and proposals a chain's settings allow. Off by default.
///
/// `rawBytes` is Celestia's request, which gets a domain of its own and is harmless to consensus.
/// `nonReplayProtected` is v2's second vote extension: bare bytes, signed only where they cannot be
/// read as anything that consensus signs.
public record RawSigning(boolean rawBytes, boolean nonReplayProtected) {
    public static final RawSigning FORBIDDEN = new RawSigning(false, false);
}
