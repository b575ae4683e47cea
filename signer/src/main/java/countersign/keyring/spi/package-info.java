/// The seam to key backends. A provider turns its settings into handles; a handle signs exact bytes
/// and is called by `keyring` alone; what devices have in common, one session used by one thread at
/// a time, is here once. May import `bytes`, `consensus` and, of `connection`, only `Deadline` and
/// `Ticker`.
package countersign.keyring.spi;
