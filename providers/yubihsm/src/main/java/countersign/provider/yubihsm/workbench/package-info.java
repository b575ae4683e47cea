/// What an operator does with the keys of a device: list, make, put in, back up, bring back, try.
/// Signs nothing but one fixed text, which is no vote. May import `bytes`, `consensus`,
/// `keyring.spi`, `session`, `wire`, `YubiHsm` and, of `connection`, `Deadline` and `Ticker`.
package countersign.provider.yubihsm.workbench;
