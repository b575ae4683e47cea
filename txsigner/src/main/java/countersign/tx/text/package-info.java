/// Values as Cosmos clients write them in JSON, and JSON as Go writes it to be signed. What a chain
/// would refuse or write otherwise is refused here, since the signature would not fit. May import
/// `bytes`, `consensus`, `json` and the nouns of `tx`.
package countersign.tx.text;
