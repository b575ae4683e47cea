/// The transaction signer at work: it waits for its block, asks the service, has the policy judge,
/// signs, hands in, and looks after what it handed in until it knows what became of it. What goes
/// wrong in one round never ends it. May import every room of `tx`, and of the signer `bytes`,
/// `connection` for time, `consensus` and `keyring.spi`.
package countersign.tx.poll;
