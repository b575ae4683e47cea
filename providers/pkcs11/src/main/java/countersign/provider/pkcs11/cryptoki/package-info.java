/// PKCS#11 as its header files have it: functions, return codes, attributes, mechanisms and structs
/// of a module, called from Java. Knows no configured key and never tries anything twice. May
/// import `bytes`, `consensus` and `keyring.spi`.
package countersign.provider.pkcs11.cryptoki;
