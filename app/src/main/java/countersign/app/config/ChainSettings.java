package countersign.app.config;

import countersign.consensus.ChainId;

import java.util.Optional;

/// One `[[chain]]`.
///
/// @param keyFormat how public keys of this chain are shown; changes nothing that is signed
/// @param stateHook the command that tells the chain's height at start, if one is configured
/// @param floor what protects the chain from an old state, if that is configured
/// @param rawBytes answers `SignRawBytes` requests (Celestia); off unless asked for
/// @param nonRpExtensions signs the second, non-replay-protected vote extension too (CometBFT v2)
public record ChainSettings(
        ChainId id,
        KeyFormat keyFormat,
        StateSettings state,
        Optional<StateHook> stateHook,
        Optional<FloorSettings> floor,
        boolean rawBytes,
        boolean nonRpExtensions) {}
