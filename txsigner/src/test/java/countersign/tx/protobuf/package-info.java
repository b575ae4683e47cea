/// `TxRaw` against bytes that real chains took, in both sign modes, and back again. Hostile
/// requests and descriptors are refused. May import everything of this module.
package countersign.tx.protobuf;
