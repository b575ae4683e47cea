/// `StdTx` against bytes that real chains took, and back again. Hostile requests are refused with
/// all that is wrong with them. May import everything of this module.
package countersign.tx.amino;
