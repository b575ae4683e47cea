/// The provider `yubihsm`: devices kept open, their keys as handles, standby devices that hold the
/// same keys. `YubiHsm` is a device for whoever wants to ask it something; only handles sign votes.
/// May import `bytes`, `consensus`, `keyring.spi`, `session`, `transport`, `wire` and, of
/// `connection`, `Deadline` and `Ticker`.
package countersign.provider.yubihsm;
