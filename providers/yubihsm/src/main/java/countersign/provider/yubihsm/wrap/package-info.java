/// Objects outside the device: the encrypted form in which it gives one to another device or to a
/// backup file. Opening one needs the wrap key, which follows from the mnemonic, and no device. May
/// import `bytes` and `wire`.
package countersign.provider.yubihsm.wrap;
