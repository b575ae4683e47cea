/// Keys in tokens behind a PKCS#11 module, called without a line of C. Every native call runs on a
/// thread of its session and is waited for no longer than its deadline. May import the signer's
/// values, `keyring.spi` and, of `connection`, only `Deadline` and `Ticker`.
package countersign.provider.pkcs11;
