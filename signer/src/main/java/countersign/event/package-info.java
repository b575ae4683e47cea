/// Everything the signer can say: one closed set of events, heard by logs, metrics and audit. No
/// event has a field for a secret. May import `bytes` and `consensus`.
package countersign.event;
