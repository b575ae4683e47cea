/// JSON from strangers, read whole and strictly: every value knows its path, line and column, and
/// what is wrong with it is said there. Knows no format. May import of `app` only `shell`, and the
/// JSON reader.
package countersign.app.json;
