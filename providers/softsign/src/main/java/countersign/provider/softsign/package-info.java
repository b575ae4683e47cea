/// Private keys that come as the contents of files: reading the formats of tmkms and CometBFT,
/// signing with what was read, and wiping it. Opens no file itself. May import `bytes`,
/// `consensus`, `keyring.spi`, BouncyCastle and the JSON reader.
package countersign.provider.softsign;
