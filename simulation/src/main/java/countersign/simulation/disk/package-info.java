/// Disks that fail, are slow, tear, rot and are replaced. They stand where the signer has its
/// `SyncedFile`: a write returns when it is flushed, and the file's name, lock and identity count.
/// May import of the signer `guard.Disk` and `guard.StoreException`, and `clockwork`.
@org.jspecify.annotations.NullMarked
package countersign.simulation.disk;
