/// What a real node is set up with and asked by: its ports, its configuration, its RPC. Everything
/// here is the node's own, whichever program it is. It imports nothing of this project.
@NullMarked
package countersign.acceptance.node;

import org.jspecify.annotations.NullMarked;
