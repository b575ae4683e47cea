/// The seam to key backends. A provider turns its settings into handles; a handle signs exact bytes
/// and is called by `keyring` alone. May import `bytes` and `consensus`.
package countersign.keyring.spi;
