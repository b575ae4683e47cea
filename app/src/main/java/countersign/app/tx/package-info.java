/// The transaction signers of a configuration, built, run and listened to. Reads the files that
/// their rooms must not read: schemas, descriptors and certificates. May import everything of
/// `txsigner` and, of a validator's things, nothing.
package countersign.app.tx;
