/// Keys in Fortanix DSM. Every request stands alone, carries the API key and ends by its deadline;
/// what comes back is a stranger's until the signature verifies. May import `bytes`, `consensus`,
/// `keyring.spi` and, of `connection`, `Deadline` and `Ticker`.
package countersign.provider.fortanix;
