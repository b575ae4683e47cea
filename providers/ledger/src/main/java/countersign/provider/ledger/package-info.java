/// A key in a Ledger. Commands go to the validator app in HID reports, or over TCP to Speculos; one
/// session is used by one thread at a time. May import `bytes`, `consensus`, `keyring.spi` and, of
/// `connection`, `Deadline` and `Ticker`.
package countersign.provider.ledger;
