/// A transaction is executed once and never twice: what may follow when the outcome of a broadcast
/// is not known. Pure rules, told what the chain shows; they ask nobody and keep nothing. May
/// import `bytes`, `connection` for deadlines, `consensus`, `keyring.spi`, `tx`, `tx.policy` and
/// `tx.rpc`.
package countersign.tx.once;
