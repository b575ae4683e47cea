/// Transactions of chains that speak amino, of before the Cosmos SDK 0.40: `StdTx`, by a schema.
/// Decoding, the document that is signed and the binary form each follow the schema field by field.
/// May import `bytes`, `consensus`, `proto`, `json`, `tx.schema`, `tx.text` and the nouns of `tx`.
package countersign.tx.amino;
