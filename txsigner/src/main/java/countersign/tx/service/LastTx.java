package countersign.tx.service;

import countersign.bytes.Bytes;
import countersign.tx.rpc.TxResult;

/// What came of a transaction.
///
/// @param deliver [TxResult#NOTHING] where it was not executed
/// @param height of its block; 0 where it is in none
public record LastTx(TxResult check, TxResult deliver, Bytes hash, long height) {}
