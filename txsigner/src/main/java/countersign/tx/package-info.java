/// The nouns of a transaction: what a service asks for, and what is made of it once it is decoded.
/// Between the two stands a [TxFormat], which alone knows how a chain writes things. May import
/// `bytes`, `consensus` and `json`.
package countersign.tx;
