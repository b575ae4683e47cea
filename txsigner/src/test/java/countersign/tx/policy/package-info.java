/// What policies allow and refuse, one by one and at random. A second evaluator, written from the
/// ground up, must refuse whatever the first refuses to allow. Everything is in memory.
package countersign.tx.policy;
