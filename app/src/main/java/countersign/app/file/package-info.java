/// Files, read and written with the same care everywhere: only plain files are read, and never more
/// than a limit; new ones are durable and never take the place of another. Knows nothing of what is
/// in them. May import of `app` only `shell`.
package countersign.app.file;
