/// The memory and the judgement that keep a validator from signing twice: pure [Rules], the durable
/// mark behind [MarkStore], and the [Permit] that only the [Guard] can make. Knows no keys and no
/// peers. May import `bytes`, `consensus` and `event`.
package countersign.guard;
