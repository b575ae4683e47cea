/// Nodes that break the protocol on command, byte for byte as a test wants it. What is wrong within
/// the protocol (conflicting or regressing requests) any `ValidatorNode` can ask. May import
/// `bytes`, `connection` and the harness's `node` and `wire`.
package countersign.harness.hostile;
