/// What the transaction signer asks of a chain, and how a node of Tendermint 0.32 to CometBFT v1
/// answers it over JSON-RPC. Every answer is a stranger's word: read within limits, and of use only
/// where it has the form it should have. May import `bytes`, `consensus`, `proto`, `json`, `tx` and
/// `tx.http`.
package countersign.tx.rpc;
