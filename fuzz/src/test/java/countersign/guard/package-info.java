/// The fuzz target for the state file. It needs the inside of the room of this name. May import
/// that room and `fuzz`.
@org.jspecify.annotations.NullMarked
package countersign.guard;
