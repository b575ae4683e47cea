package countersign.harness.wire;

import countersign.consensus.Step;
import countersign.consensus.Vote;

import java.util.Optional;

/// A line of CometBFT versions that speak the protocol alike and judge answers alike.
///
/// | | vote extensions | `skip_extension_signing` | public key in | answers up to |
/// | --- | --- | --- | --- | --- |
/// | v0.34, v0.37 | no | no | field 1 | 10 KiB |
/// | v0.38, v0.39 | field 9 | no | field 1 | 10 KiB |
/// | v0.40 | field 9 | no | field 1 | 1,056,218 bytes |
/// | v1 | field 9 | field 3 | fields 3 and 4 | 10 KiB |
/// | v2 | fields 9 and 11 | field 3 | fields 3 and 4 | 10 KiB |
public enum Dialect {
    V0_34("v0.34", ExtensionRule.UNKNOWN),
    V0_37("v0.37", ExtensionRule.UNKNOWN),
    /// v0.38.0 to v0.38.10, which demand an extension signature even where extensions are off.
    V0_38_STRICT("v0.38.10", ExtensionRule.ALWAYS),
    /// v0.38.11 and later.
    V0_38("v0.38", ExtensionRule.WHERE_ENABLED),
    V0_39("v0.39", ExtensionRule.WHERE_ENABLED),
    V0_40("v0.40", ExtensionRule.WHERE_ENABLED),
    /// v1.0.1; v1.0.0 is laxer.
    V1_0("v1.0", ExtensionRule.WHERE_ENABLED),
    V2_0_RC1("v2.0.0-rc1", ExtensionRule.BOTH_WHERE_ENABLED);

    /// The largest vote extension that a node passes on (`MaxVoteExtensionSize`).
    public static final int EXTENSION_BYTES_MAX = 1_048_576;

    private static final int ANSWER_BYTES_MAX = 10 * 1024;
    private static final int V0_40_ANSWER_BYTES_MAX = 1_056_218;

    private final String label;
    private final ExtensionRule extensionRule;

    Dialect(String label, ExtensionRule extensionRule) {
        this.label = label;
        this.extensionRule = extensionRule;
    }

    /// The dialect that [#label] gives this name, as written on a command line.
    public static Optional<Dialect> ofLabel(String label) {
        for (Dialect dialect : values()) {
            if (dialect.label.equals(label)) {
                return Optional.of(dialect);
            }
        }
        return Optional.empty();
    }

    /// The version as operators write it, for instance `v0.38`.
    public String label() {
        return label;
    }

    /// Whether votes carry extensions at all.
    public boolean hasExtensions() {
        return extensionRule != ExtensionRule.UNKNOWN;
    }

    /// Whether requests may say `skip_extension_signing`, and keys are told as bytes with a type.
    public boolean isV1OrLater() {
        return this == V1_0 || this == V2_0_RC1;
    }

    /// Whether votes carry the second, non-replay-protected extension.
    public boolean hasNonRpExtensions() {
        return this == V2_0_RC1;
    }

    /// The longest answer that a node reads; behind a longer one its stream is out of step.
    public int answerBytesMax() {
        return this == V0_40 ? V0_40_ANSWER_BYTES_MAX : ANSWER_BYTES_MAX;
    }

    /// Whether a node of this dialect asks to skip the extension signatures of `vote`: always for a
    /// prevote, for a precommit (nil ones too) only where extensions are off.
    public boolean skipsExtensions(Vote vote, boolean enabled) {
        return isV1OrLater() && (vote.hrs().step() == Step.PREVOTE || !enabled);
    }

    /// Why a node would halt over an answer to `vote` that has or lacks these signatures, or empty.
    public Optional<String> extensionObjection(
            Vote vote, boolean enabled, boolean extension, boolean nonRpExtension) {
        return extensionRule.objection(vote, enabled, extension, nonRpExtension);
    }

    @Override
    public String toString() {
        return label;
    }
}
