package countersign.acceptance;

import java.util.Optional;

/// The real nodes, by the folders that `scripts/peers` makes.
///
/// What they call themselves is of no use: v0.37.18 says 0.37.16, v0.40.0 says 0.39.0.
enum NodeVersion {
    TENDERMINT_0_34("tendermint-v0.34.24", ""),
    COMET_0_37("cometbft-v0.37.18", ""),
    /// Demands an extension signature on every precommit for a block, extensions enabled or not.
    COMET_0_38_10("cometbft-v0.38.10", "abci"),
    COMET_0_38("cometbft-v0.38.25", "abci"),
    COMET_0_39("cometbft-v0.39.4", "abci"),
    COMET_0_40("cometbft-v0.40.0", "abci"),
    COMET_1("cometbft-v1.0.1", "feature"),
    COMET_2("cometbft-v2.0.0-rc1", "feature");

    private final String folder;
    private final String extensionSection;

    NodeVersion(String folder, String extensionSection) {
        this.folder = folder;
        this.extensionSection = extensionSection;
    }

    String folder() {
        return folder;
    }

    String program() {
        return folder.substring(0, folder.indexOf('-'));
    }

    /// Where genesis' `consensus_params` enable vote extensions, in the versions that have them.
    Optional<String> extensionSection() {
        return extensionSection.isEmpty() ? Optional.empty() : Optional.of(extensionSection);
    }

    @Override
    public String toString() {
        return folder;
    }
}
