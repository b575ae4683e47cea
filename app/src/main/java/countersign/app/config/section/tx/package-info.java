/// The inner tables of a `[[tx_signer]]`, each to its record, or all mistakes at once: what may be
/// signed, and where the service and the node are. Opens nothing.
package countersign.app.config.section.tx;
