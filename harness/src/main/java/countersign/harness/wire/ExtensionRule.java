package countersign.harness.wire;

import countersign.consensus.Vote;

import java.util.Optional;

/// When a node wants extension signatures, and when it stops with a consensus failure over them
/// (`types.SignAndCheckVote`).
enum ExtensionRule {
    /// v0.34 and v0.37 do not know extensions and skip the field.
    UNKNOWN,
    /// v0.38.0 to v0.38.10: present exactly on precommits for a block, enabled or not.
    ALWAYS,
    /// From v0.38.11 on: never elsewhere, and there wherever extensions are enabled.
    WHERE_ENABLED,
    /// v2: as before, for both signatures.
    BOTH_WHERE_ENABLED;

    /// Why a node would halt over an answer to `vote` with or without these signatures, or empty.
    Optional<String> objection(
            Vote vote, boolean enabled, boolean extension, boolean nonRpExtension) {
        boolean second = this == BOTH_WHERE_ENABLED && nonRpExtension;
        if (this == UNKNOWN) {
            return Optional.empty();
        }
        if (!vote.isPrecommitForBlock()) {
            return extension || second
                    ? Optional.of("an extension signature on a vote that must not have one")
                    : Optional.empty();
        }
        boolean wanted = enabled || this == ALWAYS;
        if (wanted && !extension) {
            return Optional.of("no extension signature on a precommit for a block");
        }
        if (wanted && this == BOTH_WHERE_ENABLED && !nonRpExtension) {
            return Optional.of("no signature over the non-replay-protected extension");
        }
        return Optional.empty();
    }
}
