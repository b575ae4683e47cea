/// Transactions of today's Cosmos chains: `TxRaw`, signed directly or as legacy amino JSON, by the
/// descriptors of a chain's protobuf messages. Decoding refuses whatever the descriptors do not
/// say, so that nothing is signed that a policy has not seen. May import `bytes`, `consensus`,
/// `proto`, `json`, `tx.text` and the nouns of `tx`.
package countersign.tx.protobuf;
