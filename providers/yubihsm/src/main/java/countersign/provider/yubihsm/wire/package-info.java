/// What a YubiHSM 2 and its clients send each other: messages, the names of commands, errors,
/// algorithms and capabilities, and what some answers hold. Knows nothing of sessions and of
/// transports. May import `bytes`, `consensus` and `keyring.spi`.
package countersign.provider.yubihsm.wire;
