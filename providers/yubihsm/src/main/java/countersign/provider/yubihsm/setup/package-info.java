/// Setting up a device as tmkms does: 24 words from which every password and wrap key follows, the
/// objects that a fresh device gets. The same words give the same device here and there. May import
/// `bytes`, `keyring.spi`, `session`, `wire`, `YubiHsm`, of `consensus` only `Bech32` and of
/// `connection` only `Deadline` and `Ticker`.
package countersign.provider.yubihsm.setup;
