/// The field's nouns, spelled as CometBFT spells them, and the canonical bytes that a validator
/// signs. All are immutable values. May import `bytes` and `proto`.
package countersign.consensus;
