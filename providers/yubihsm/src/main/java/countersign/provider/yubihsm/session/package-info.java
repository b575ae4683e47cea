/// The device's session: derived from a password or key, encrypted and authenticated in both
/// directions, and the commands that are sent in it, each as a method. A session is used by one
/// thread at a time and dropped at the first doubt. May import `bytes`, `consensus`, `keyring.spi`,
/// `wire`, `transport` and, of `connection`, `Deadline`; AES comes from the JDK, CMAC and PBKDF2
/// from BouncyCastle.
package countersign.provider.yubihsm.session;
