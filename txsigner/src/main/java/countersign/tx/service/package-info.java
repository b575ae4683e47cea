/// The service that says what is to be signed, asked over HTTP as tmkms asks it, in both dialects
/// that tmkms has had. Its answers are a stranger's: read strictly, every problem with its place.
/// May import `bytes`, `consensus`, `json`, `tx`, `tx.http`, `tx.rpc` and `tx.text`.
package countersign.tx.service;
