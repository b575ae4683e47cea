/// Fuzz targets for the handshake and the frames. They need the inside of the room of this name.
/// May import that room and `fuzz`.
@org.jspecify.annotations.NullMarked
package countersign.connection.secret;
