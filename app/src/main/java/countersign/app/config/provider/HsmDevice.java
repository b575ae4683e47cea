package countersign.app.config.provider;

import countersign.app.config.Located;
import countersign.provider.yubihsm.transport.DeviceAddress;

/// A YubiHSM 2 and who we are to it.
///
/// @param authKey the id of the authentication key
/// @param password what that key is derived from
public record HsmDevice(DeviceAddress address, int authKey, Located<SecretSource> password) {}
