/// The connector that a running signer offers while it has the device to itself, so that commands,
/// tmkms and Yubico's tools still reach it. Speaks HTTP word for word as `yubihsm-connector`; what
/// it relays is protected by the sessions of those who talk, and it cannot read it. May import
/// `bytes`, `keyring.spi`, `transport`, `wire` and, of `connection`, `Deadline` and `Ticker`.
package countersign.provider.yubihsm.relay;
