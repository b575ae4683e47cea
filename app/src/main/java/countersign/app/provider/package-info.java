/// From the settings of a provider to the provider: opens files, reads secrets, finds devices. One
/// class a kind of backend, and `Backends`, which knows them all. May import `config`, `key`,
/// `shell`, the signer's values and `keyring.spi`, and the modules under `providers`.
package countersign.app.provider;
