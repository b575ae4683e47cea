/// An audit's files: the bytes of a line, how lines and files are chained, and everything that
/// reads them: checking a chain, showing its last lines. Knows neither the signer's events nor how
/// lines come about. May import `bytes` and of `app` only `file`.
package countersign.app.audit.chain;
