package countersign.app.config.provider;

import countersign.provider.yubihsm.transport.DeviceAddress;

import java.util.OptionalInt;

/// The connector that a running signer offers, so that commands reach a device that it has claimed.
///
/// @param commandsUseIt whether `yubihsm` commands go through it
/// @param commandKey the authentication key whose password they ask for
public record HsmServer(
        DeviceAddress.Connector address, boolean commandsUseIt, OptionalInt commandKey) {}
