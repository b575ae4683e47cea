/// The seam to a peer: a stream of bytes with total deadlines, whatever carries it, and the
/// length-delimited messages on top. Errors say whose fault it was. May import `bytes`.
package countersign.connection;
